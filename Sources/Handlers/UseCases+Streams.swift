internal import Basics
internal import Dossiers
internal import Framing
internal import Messages

// How stream calls are run: each has at most one step in a group.

extension UseCases {
    /// The case of a method that streams both ways; nil for any other.
    private func streamCase(_ method: WireMethod) -> (any StreamCase)? {
        switch method {
        case .subscribe: Subscription()
        case .upload: Upload()
        case .download: Download()
        default: nil
        }
    }

    /// Whether a stream call could take a step now.
    public var hasReadyStreams: Bool { streams.values.contains { isReady($0) } }

    /// Takes a stream call on; its first step goes with the group that is being gathered.
    func open(_ incoming: IncomingStream) -> Job {
        let traits = MethodTable.traits(incoming.call.method)
        guard let traits, traits.isBothWays, let streamCase = streamCase(traits.method) else {
            return refusing(incoming.call, .unknownMethod)
        }
        let ofConnection = streams.values.filter {
            $0.call.session == incoming.call.session && $0.call.caller == incoming.call.caller
        }
        guard streams.count < HandlerLimits.streamsMax,
            ofConnection.count < HandlerLimits.streamsPerConnectionMax
        else { return refusing(incoming.call, .overloaded) }
        let subscriptionCount = ofConnection.count { $0.streamCase is Subscription }
        if streamCase is Subscription,
            subscriptionCount >= HandlerLimits.subscriptionsPerConnectionMax
        {
            return refusing(incoming.call, .wrongState)
        }
        let stream = OpenStream(incoming, streamCase)
        streams[stream.id] = stream
        return job(stream, traits)
    }

    /// Notes what happened to a stream call; one that has ended hears nothing any more.
    func note(_ signal: StreamSignal, of id: StreamID) {
        guard let stream = streams[id] else { return }
        switch signal {
        case .received(let bytes): stream.input.bytes += bytes
        case .ended: stream.input.hasEnded = true
        case .drained: stream.input.isDrained = true
        case .draining: stream.input.isDraining = true
        case .lost: streams[id] = nil
        case .cancelled: end(stream, OutgoingAnswer(refusing: .cancelled))
        }
    }

    /// The next steps of all stream calls that have something to do.
    func streamJobs() -> [Job] {
        streams.values.filter { isReady($0) }.sorted { $0.id < $1.id }.compactMap { stream in
            MethodTable.traits(stream.call.method).map { job(stream, $0) }
        }
    }

    /// Whether a stream call waits for its first step, which has to come before what happened to
    /// the call later.
    func waitsToBegin(_ id: StreamID) -> Bool { streams[id].map { $0.coverage == nil } ?? false }

    /// Ends every stream call: their keys are gone.
    func endStreams(_ refusal: Refusal) {
        for stream in streams.values { end(stream, OutgoingAnswer(refusing: refusal)) }
    }

    private func isReady(_ stream: OpenStream) -> Bool {
        stream.coverage != nil && stream.streamCase.isReady(self, stream.input)
    }

    private func job(_ stream: OpenStream, _ traits: MethodTraits) -> Job {
        let context: CallContext
        do {
            context = try admit(stream.call, traits, isBegun: stream.coverage != nil)
        } catch {
            return refusing(stream.call, error) { [self] in settle(stream, $0, nil) }
        }
        var outcome: (streamCase: any StreamCase, output: StreamOutput)?
        return Job(context, deliver: { [self] in settle(stream, $0, outcome) }) { [self] turn in
            var streamCase = stream.streamCase
            var output = StreamOutput()
            let reply =
                if let coverage = stream.coverage {
                    try streamCase.step(self, turn, coverage, stream.input, &output)
                } else {
                    try streamCase.begin(self, turn, &output)
                }
            outcome = (streamCase, output)
            return reply
        }
    }

    /// Carries out what a step wanted, now that it is durable.
    private func settle(
        _ stream: OpenStream, _ reply: Reply,
        _ outcome: (streamCase: any StreamCase, output: StreamOutput)?
    ) {
        guard streams[stream.id] === stream else { return }
        guard case .answered = reply.outcome, let (streamCase, output) = outcome else {
            return end(stream, OutgoingAnswer(reply))
        }
        stream.streamCase = streamCase
        if stream.coverage == nil { stream.peer.begin() }
        stream.coverage = reply.coverage
        if output.consumedByteCount > 0 {
            stream.input.bytes.removeFirst(output.consumedByteCount)
            stream.peer.consumed(output.consumedByteCount)
        }
        if !output.written.isEmpty {
            stream.input.isDrained = false
            stream.peer.write(output.written)
        }
        if output.isLast {
            streams[stream.id] = nil
            stream.peer.end()
        }
    }

    /// Ends a call early: an answer that has begun can only end, and the caller asks again to
    /// hear why (SPEC W-110).
    private func end(_ stream: OpenStream, _ answer: OutgoingAnswer) {
        streams[stream.id] = nil
        if stream.coverage == nil { stream.peer.answer(answer) } else { stream.peer.end() }
    }
}
