/** The shortest call that a browser can make: one sends a picture, one receives it. Runs in a page. */
export class HandMadeCall {
  #connection = new RTCPeerConnection();
  #channel;
  #sender;
  #waiting = [];

  constructor(room) {
    this.#channel = new BroadcastChannel(room);
    this.#connection.onicecandidate = ({ candidate }) => {
      this.#channel.postMessage({ candidate: candidate?.toJSON() ?? null });
    };
  }

  /** Answers whoever calls. */
  speak(track) {
    this.#channel.onmessage = async ({ data }) => {
      if (!data.description) return this.#add(data.candidate);
      this.#sender ??= this.#connection.addTrack(track);
      await this.#describe(data.description);
      await this.#connection.setLocalDescription();
      this.#tell();
    };
  }

  /** Calls, and shows what comes. */
  async listen(video) {
    this.#connection.addTransceiver('video', { direction: 'recvonly' });
    this.#connection.ontrack = ({ track }) => {
      video.srcObject = new MediaStream([track]);
      void video.play();
    };
    this.#channel.onmessage = async ({ data }) => {
      if (data.description) await this.#describe(data.description);
      else await this.#add(data.candidate);
    };
    await this.#connection.setLocalDescription();
    this.#tell();
  }

  pause() {
    void this.#sender.replaceTrack(null);
  }

  async packetsSent() {
    const report = await this.#connection.getStats();
    return [...report.values()].find(({ type }) => type === 'outbound-rtp')?.packetsSent ?? 0;
  }

  end() {
    this.#channel.close();
    this.#connection.close();
  }

  #tell() {
    this.#channel.postMessage({ description: this.#connection.localDescription.toJSON() });
  }

  async #describe(description) {
    await this.#connection.setRemoteDescription(description);
    for (const candidate of this.#waiting.splice(0)) await this.#add(candidate);
  }

  async #add(candidate) {
    if (!this.#connection.remoteDescription) this.#waiting.push(candidate);
    else await this.#connection.addIceCandidate(candidate ?? undefined);
  }
}
