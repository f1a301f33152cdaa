public import Basics
public import Circuit
import Mapping
public import Messages
public import Returns
import Secrets

// What a province publishes of a period, and returns to the ministry (SPEC W-214 to W-216, W-222).
extension DaemonClient {
    /// What would be published of a quarter or a year.
    ///
    /// The daemon counts and decides a stretch at each call, so that others are answered in between.
    ///
    /// - Parameter progress: is told how far the daemon has come, in percent, and whether it has given
    ///   up what it had begun, as another key rounds now.
    /// - Throws: `timedOut` where the daemon comes no further for long.
    public func preparePublication(
        of period: FigurePeriod,
        progress: (_ percent: Int, _ isAnew: Bool) -> Void = { _, _ in }
    ) async throws(ClientError) -> WirePublication {
        var request = WirePreparePublicationRequest()
        request.fromDay = period.first.days
        request.untilDay = period.until.days
        let payload = MessageCodec.encode(request)
        var stillCount = 0
        while true {
            let answer = try await ask(.preparePublication, payload) {
                try MessageCodec.decode(WirePreparePublicationAnswer.self, from: $0)
            }
            progress(Int(min(answer.percent, 100)), answer.begunAnew)
            if answer.percent >= 100 {
                let publication = answer.publication
                guard publication.fromDay == request.fromDay,
                    publication.untilDay == request.untilDay,
                    Array(publication.hash) == Self.hash(of: publication)
                else { throw ClientError(.badAnswer) }
                return publication
            }
            // One table may take many calls; while the index is built nothing is counted yet.
            guard answer.percent == 0 else { continue }
            stillCount += 1
            guard stillCount <= ClientLimits.figureStillQuestionsMax,
                (try? await Task.sleep(
                    for: .milliseconds(ClientLimits.figurePauseMilliseconds))) != nil
            else { throw ClientError(.timedOut) }
        }
    }

    /// Proposes to publish what was prepared; a second person approves.
    public func propose(
        _ publication: WirePublication
    ) async throws(ClientError) -> (id: PublicationID, expires: Instant) {
        let id = PublicationID(high: Random.number(), low: Random.number())
        var request = WireChangePublicationRequest()
        request.change = .propose
        request.publication = id.blob
        request.fromDay = publication.fromDay
        request.untilDay = publication.untilDay
        request.hash = Self.hash(of: publication).blob
        let answer = try await change(request)
        return (id, Instant(milliseconds: answer.expiresAtMs))
    }

    /// Takes back a publication that waits.
    public func cancel(_ publication: PublicationID) async throws(ClientError) {
        var request = WireChangePublicationRequest()
        request.change = .cancel
        request.publication = publication.blob
        _ = try await change(request)
    }

    private func change(
        _ request: WireChangePublicationRequest
    ) async throws(ClientError) -> WireChangePublicationAnswer {
        try await write(.changePublication, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireChangePublicationAnswer.self, from: $0)
        }
    }

    /// What is published and what waits, the latest period first, without tables.
    ///
    /// - Parameter last: the last one of the list that is gone on with; nil for the first ones.
    public func listPublications(
        after last: WirePublication? = nil
    ) async throws(ClientError) -> WireListPublicationsAnswer {
        var request = WireListPublicationsRequest()
        if let last {
            request.beforeDay = last.fromDay
            request.before = last.publication
        }
        return try await ask(.listPublications, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireListPublicationsAnswer.self, from: $0)
        }
    }

    /// A publication with its tables, whose hash is that of what it shows.
    public func readPublication(
        _ publication: PublicationID
    ) async throws(ClientError) -> WireReadPublicationAnswer {
        var request = WireReadPublicationRequest()
        request.publication = publication.blob
        let answer = try await ask(.readPublication, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireReadPublicationAnswer.self, from: $0)
        }
        guard answer.publication.publication == request.publication,
            Array(answer.publication.hash) == Self.hash(of: answer.publication)
        else { throw ClientError(.badAnswer) }
        return answer
    }

    /// Publishes what waits, as the second person: what is signed is the digest of what was read.
    ///
    /// - Throws: `digestMismatch` where the daemon told another; nothing was signed then.
    public func approve(_ read: WireReadPublicationAnswer) async throws(ClientError) {
        let shown = read.publication
        guard let bytes = shown.signedBytes(hash: Self.hash(of: shown)) else {
            throw ClientError(.badAnswer)
        }
        let digest = SHA256.hash(bytes)
        guard digest == Array(shown.digest) else { throw ClientError(.digestMismatch) }
        try await approve(
            .changePublication, shown.publication, digest, until: shown.expiresAtMs,
            logSize: read.logSize, store: read.store)
    }

    /// Publishes what waits, as the second person, and reads it as it is shown then.
    ///
    /// - Returns: nil where it is published, and only what is shown of it did not come.
    /// - Throws: as `approve` does.
    public func publish(
        _ read: WireReadPublicationAnswer
    ) async throws(ClientError) -> WirePublication? {
        try await approve(read)
        guard let id = PublicationID(blob: read.publication.publication) else { return nil }
        return try? await readPublication(id).publication
    }

    /// The file of counts of what is published, which the daemon signs for the ministry.
    ///
    /// - Parameter publication: as it was read; the text is made from it and from nothing else.
    public func signReturn(
        of publication: WirePublication
    ) async throws(ClientError) -> SignedReturn {
        var request = WireReturnRequest()
        request.publication = publication.publication
        let answer = try await ask(.return, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireReturnAnswer.self, from: $0)
        }
        guard let content = ProvinceReturn(publication),
            let key = SignedReturn.key(log: answer.log, publicKey: Array(answer.logKey)),
            let signed = SignedReturn(
                content, signature: Array(answer.signature), key: key),
            (try? signed.verify(by: key)) != nil
        else { throw ClientError(.badAnswer) }
        return signed
    }

    /// The hash of what a publication shows (SPEC W-214).
    private static func hash(of publication: WirePublication) -> [UInt8] {
        SHA256.hash(publication.publishedBytes)
    }
}
