/** A page with nothing but `livekit-client`, in somebody's place: what the media server lets it do, and tells it. */
export async function joinedPage(site, context) {
  const page = await site.open(context);
  await page.evaluate(async () => {
    const { Room, RoomEvent } = await import('/livekit-client.js');
    globalThis.enter = async ({ url, token }) => {
      const room = new Room({ singlePeerConnection: true });
      globalThis.room = room;
      globalThis.ended = null;
      room.on(RoomEvent.Disconnected, (reason) => {
        globalThis.ended = reason;
      });
      await room.connect(url, token);
    };
    globalThis.publish = async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 16 });
      canvas.getContext('2d').fillRect(0, 0, 16, 16);
      const [track] = canvas.captureStream(5).getVideoTracks();
      await globalThis.room.localParticipant.publishTrack(track, { source: 'camera', simulcast: false });
    };
  });
  return {
    enter: (pass) => page.evaluate((given) => globalThis.enter(given), pass),
    publish: () => page.evaluate(() => globalThis.publish()),
    /** Why the media server ended it; `null` while it has not. */
    ended: () => page.evaluate(() => globalThis.ended),
    isIn: () => page.evaluate(() => globalThis.room.state === 'connected'),
    /** Who is there, as far as this page is told. */
    sees: () => page.evaluate(() => [...globalThis.room.remoteParticipants.keys()]),
    mayPublish: () => page.evaluate(() => globalThis.room.localParticipant.permissions?.canPublish ?? false),
    close: () => page.close(),
  };
}
