/** A media server that does nothing but what it is told, or not even that: for what a real one would not do on demand. */

/** @param {{ waiting?: 'strict' | 'warm' }} [options] */
export function sampleMedia({ waiting = 'strict' } = {}) {
  /** By room: who is there, with which rights. */
  const rooms = new Map();
  const calls = [];
  const state = { broken: false, gate: null };

  const told = async (call, ...what) => {
    calls.push([call, ...what]);
    await state.gate;
    if (state.broken) throw new Error('the media server is not there');
  };
  const inRoom = (room) => rooms.get(room) ?? new Map();

  return {
    route: { kind: 'server', url: 'wss://media.practice.example', waiting },
    summary: 'A sample.',
    hasExampleKeys: false,
    openRoom: async (room) => {
      await told('open', room);
      if (!rooms.has(room)) rooms.set(room, new Map());
    },
    pass: async (room, identity, rights) => ({
      url: 'wss://media.practice.example',
      token: `${room} ${identity} ${rights}`,
    }),
    grant: async (room, identity, rights) => {
      await told('grant', identity, rights);
      const seated = inRoom(room).get(identity);
      if (seated) seated.rights = rights;
    },
    remove: async (room, identity) => {
      await told('remove', identity);
      inRoom(room).delete(identity);
    },
    seated: async (room) => {
      await told('list', room);
      return [...inRoom(room)].map(([identity, { rights, joinedAt }]) => ({ identity, rights, joinedAt }));
    },
    closeRoom: async (room) => {
      await told('close', room);
      rooms.delete(room);
    },
    trial: async () => null,
    readNotice: async (body, authorization) => {
      if (authorization !== 'signed') throw new Error('not signed');
      return JSON.parse(body);
    },

    /* For tests. */
    calls,
    rooms,
    /** Somebody comes with a pass, whether they may or not, or with rights that they should not have. */
    join: ({ room, identity, token }, { joinedAt = Date.now(), rights = token.split(' ')[2] } = {}) =>
      inRoom(room).set(identity, { rights, joinedAt }),
    leave: ({ room, identity }) => inRoom(room).delete(identity),
    rightsOf: ({ room, identity }) => inRoom(room).get(identity)?.rights ?? null,
    breakDown: () => {
      state.broken = true;
    },
    recover: () => {
      state.broken = false;
    },
    /** Answers nothing until the returned function is called. */
    hold: () => {
      let release;
      state.gate = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        state.gate = null;
        release();
      };
    },
  };
}
