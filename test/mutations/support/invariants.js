/** What holds in every session, whatever the servers do. Each is kept by the protections that are listed under its name. */
export const INVARIANTS = {
  sealed:
    'A frame leaves the page only if it was sealed with this person’s key of now. Nothing that arrives from a server can switch that off.',
  opened:
    'A frame is shown or played only if it opened under a key of a person who is in the room. Whatever comes in the clear is dropped, whoever it claims to be from.',
  counted:
    'What people are told of the encryption comes from our own counters of frames that were sealed and opened.',
  messages:
    'Text, names, pauses and wishes travel in sealed messages alone, and nothing else is acted on. A message is opened by the person it is for, in order, once.',
  room: 'Keys are given to the people on screen and to nobody else. Whoever leaves can open nothing that comes later, and whoever comes nothing that was before.',
  silence:
    'A pause and every way out stop media in the task of the press, before anybody is told. Nothing starts by itself afterwards.',
  memory: 'Keys are in memory alone, cannot be read out, and are gone with the session.',
  support: 'Where encryption cannot work nothing starts, and the person reads why.',
  agreement:
    'Whoever puts themselves in between two people has one guess for each run of the agreement, and five runs.',
  compared:
    'A comparison holds for its own run. Pictures that differ stop media at once, and there is no way to go on as if nothing had happened.',
  devices:
    'A device is known again only where its person chose that after a comparison, by a key that cannot be read out, and no server can make it so.',
  admission:
    'Nobody is in the room, or has a pass for it, without the consent that media need and without having been let in. Whoever was removed does not come back.',
};
