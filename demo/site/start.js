/** Links to an appointment that was made for whoever opened this page. A real practice sends each person their own. */
const HOW = {
  server:
    'Open both, in two tabs or on two devices. The server of the practice decides who comes in, and sound and picture go through a media server, which cannot see or hear them.',
  tabs: 'Open both, in two tabs of this browser. The server of the practice decides who comes in; sound and picture go from tab to tab.',
};

const response = await fetch('/demo/appointment');
const { route, client, therapist } = await response.json();
if (route in HOW) {
  document.querySelector('#as-client').href = client;
  document.querySelector('#as-therapist').href = therapist;
  document.querySelector('#how-it-runs').textContent = HOW[route];
}
