// Two requests in one breath: Streamlit stops the first before it has begun, and what it carried, an
// answer say, is gone. So nothing is asked for while something is on its way.

const AGAIN_MS = 750;

const isConnected = () => {
  const app = document.querySelector('[data-test-connection-state]');
  return !app || app.dataset.testConnectionState === 'CONNECTED';
};

const isBusy = () => {
  const app = document.querySelector('[data-test-script-state]');
  const boxes = [...document.querySelectorAll('[data-testid=stChatInputTextArea]')];
  return (app && app.dataset.testScriptState !== 'notRunning') || boxes.some((b) => b.disabled);
};
