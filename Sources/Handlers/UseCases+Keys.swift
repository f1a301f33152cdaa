internal import AuditLog
internal import Authority
internal import Basics
internal import Dossiers
internal import Messages
internal import Operations

// Seal and unseal: they change what a group needs, so they run between groups.

extension UseCases {
    func isAlone(_ method: UInt16) -> Bool {
        method == UInt16(WireMethod.seal.rawValue) || method == UInt16(WireMethod.unseal.rawValue)
    }

    func serveAlone(_ call: IncomingCall) {
        do {
            guard let traits = MethodTable.traits(call.method) else {
                throw Refusal.unknownMethod
            }
            let context = try admit(call, traits)
            guard let actor = context.actor else { throw Refusal.authority(.noRole) }
            let isSeal = traits.method == .seal
            // Like every request, it is read before anybody is asked for rights (SPEC W-54).
            let request = isSeal ? nil : try? WireUnsealRequest.decoded(from: context.payload)
            guard isSeal || request != nil else { throw Refusal.malformed }
            let decision = policy.decide(
                actor, isSeal ? .seal : .unseal, facts: nil, now: clock())
            guard case .granted(let permit) = decision else {
                if case .refused(let reason) = decision { throw Refusal.authority(reason) }
                return
            }
            if let request {
                try unseal(call, context, permit, request)
            } else {
                seal(call, context, permit)
            }
        } catch {
            dossiers.serve([refusing(call, error as? Refusal ?? .storage)])
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
        startIndex()
        dossiers.serve([
            Job(context, deliver: { call.deliver(OutgoingAnswer($0)) }) { turn in
                try turn.release(permit, LeafNote(.unseal), payload: [])
            }
        ])
    }
}
