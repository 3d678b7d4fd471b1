/**
 * The steps from the welcome to the room, as one file to fetch. They follow each other within minutes and are made of
 * the same parts: together they cost a seventh less than one by one, and no step waits for the one before it.
 */
import './consent-form.js';
import './space-check.js';
import './support-card.js';
import './tech-check.js';
import './text-line.js';
import './waiting-room.js';
