internal import AuditLog
internal import Authority
internal import Basics
internal import Dossiers
internal import Messages
internal import Operations

// Seal and unseal: they change what a group needs, so they run between groups.

extension UseCases {
    func isAlone(_ method: UInt16) -> Bool {
        let alone: [WireMethod] = [.seal, .unseal, .proveCustody, .contribute]
        return alone.contains { method == UInt16($0.rawValue) }
    }

    func serveAlone(_ call: IncomingCall) {
        do {
            guard let traits = MethodTable.traits(call.method) else {
                throw Refusal.unknownMethod
            }
            let context = try admit(call, traits)
            // Like every request, it is read before anybody is asked for rights (SPEC W-54).
            switch traits.method {
            case .seal: seal(call, context, try permit(.seal, context))
            case .unseal:
                let request = try request(WireUnsealRequest.self, context)
                try unseal(call, context, try permit(.unseal, context), request)
            case .proveCustody:
                let request = try request(WireProveCustodyRequest.self, context)
                try proveCustody(call, context, try permit(.custody, context), request)
            case .contribute:
                let request = try request(WireContributeRequest.self, context)
                try contribute(call, context, try permit(.custody, context), request)
            default: throw Refusal.unknownMethod
            }
        } catch {
            dossiers.serve([refusing(call, error as? Refusal ?? .storage)])
        }
    }

    private func request<Message: Bounded & WireRequest>(
        _ type: Message.Type, _ context: CallContext
    ) throws(Refusal) -> Message {
        guard let request = try? Message.decoded(from: context.payload) else { throw .malformed }
        return request
    }

    private func permit(
        _ request: Request, _ context: CallContext
    ) throws(Refusal) -> Permit {
        guard let actor = context.actor else { throw .authority(.noRole) }
        switch policy.decide(actor, request, facts: nil, now: clock()) {
        case .granted(let permit): return permit
        case .refused(let reason): throw .authority(reason)
        }
    }

    /// The leaf is written first, under the keys that are about to go; the answer is let go when
    /// they are gone.
    private func seal(_ call: IncomingCall, _ context: CallContext, _ permit: Permit) {
        var reply: Reply?
        dossiers.serve([
            Job(context, deliver: { reply = $0 }) { turn in
                try turn.release(permit, LeafNote(.seal), payload: [])
            }
        ])
        Sealing.seal(dossiers)
        contributions.wipe(nonce: newID())
        if let reply { call.deliver(OutgoingAnswer(reply)) }
    }

    private func unseal(
        _ call: IncomingCall, _ context: CallContext, _ permit: Permit,
        _ request: WireUnsealRequest
    ) throws {
        // A store that is open says so, whatever passphrase came.
        guard !dossiers.isUnsealed else { throw Refusal.wrongState }
        var passphrase = Array(request.passphrase)
        try Refusal.catching { try Sealing.unseal(dossiers, wiping: &passphrase) }
        opened()
        dossiers.serve([
            Job(context, deliver: { call.deliver(OutgoingAnswer($0)) }) { turn in
                try turn.release(permit, LeafNote(.unseal), payload: [])
            }
        ])
    }
}
