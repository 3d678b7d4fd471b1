/** The room and what comes after it, as one file to fetch while somebody waits. */
import './feedback-form.js';
import './session-closing.js';
import './session-room.js';
