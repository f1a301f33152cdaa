public import Basics
public import Messages
import Secrets

// A caseload that goes from one member to another.
extension DaemonClient {
    /// Makes an offer of files ready to be sent, now or later; nothing moves before its receiver
    /// accepts.
    ///
    /// - Parameters:
    ///   - member: whose files they are; nil for one's own.
    ///   - organisation: the organisation whose files alone are meant; nil for all.
    public func prepareHandOver(
        to receiver: MemberID, from member: MemberID? = nil,
        of organisation: OrganisationID? = nil, reason: String = ""
    ) async throws(ClientError) -> (id: HandOverID, call: PreparedCall) {
        let id = HandOverID(high: Random.number(), low: Random.number())
        var request = WireHandOverRequest()
        request.handOver = id.blob
        request.receiver = receiver.blob
        if let member { request.giver = member.blob }
        if let organisation { request.organisation = organisation.blob }
        request.reason = reason
        return (id, try await prepare(.handOver, MessageCodec.encode(request)))
    }

    /// Answers an offer: one call of an acceptance gives at most 100 files, and tells how many are
    /// left for the next.
    public func answer(
        _ offer: HandOverID, _ reply: WireHandOverReply
    ) async throws(ClientError) -> WireAnswerHandOverAnswer {
        var request = WireAnswerHandOverRequest()
        request.handOver = offer.blob
        request.reply = reply
        return try await write(.answerHandOver, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireAnswerHandOverAnswer.self, from: $0)
        }
    }

    /// The organisations that an act may name, by name.
    public func listOrganisations() async throws(ClientError) -> WireListOrganisationsAnswer {
        let answer = try await ask(.listOrganisations) {
            try MessageCodec.decode(WireListOrganisationsAnswer.self, from: $0)
        }
        names.learn(answer.organisations)
        return answer
    }

    /// Learns what organisations are called, where no answer told the name of one of them: the list is
    /// asked for once, and whoever is told none goes on with ids.
    public func learnNames(of organisations: some Sequence<OrganisationID>) async {
        guard organisations.contains(where: { name(of: $0) == nil }), names.beginsListing() else {
            return
        }
        _ = try? await listOrganisations()
    }

    /// The offers of files that the caller is told of, the oldest first.
    public func listHandOvers() async throws(ClientError) -> WireListHandOversAnswer {
        let answer = try await ask(.listHandOvers) {
            try MessageCodec.decode(WireListHandOversAnswer.self, from: $0)
        }
        for item in answer.handOvers {
            names.learn(item.giver, item.giverName)
            names.learn(item.receiver, item.receiverName)
            names.learn(item.askedBy, item.askedByName)
        }
        return answer
    }

    /// Those of that name, as far as the answers to this client told names.
    public func members(named name: String) -> [MemberID] {
        names.ids(named: name).compactMap { MemberID($0) }
    }
}
