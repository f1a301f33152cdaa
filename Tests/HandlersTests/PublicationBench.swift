import AuditLog
import Basics
import Circuit
import Dossiers
import Foundation
import Framing
import Mapping
import Merkle
import Messages
import Operations
import ProvinceSupport
import Registry
import Returns
import Secrets
import Store
import Testing

@testable import Disclosure
@testable import Handlers

/// A child as a test of figures knows it.
struct ReportedChild {
    let sex: String
    let age: Int
    let commune: String

    var band: String {
        switch age {
        case 0...4: "0-4"
        case 5...9: "5-9"
        case 10...14: "10-14"
        case 15...17: "15-17"
        default: "18+"
        }
    }
}

/// A small province of five communes, in which children are reported quarter by quarter.
final class PublicationBench {
    static let code = "11.321"
    /// The second quarter of 2026, in which the clock stands at first, and the third.
    static let spring = FigurePeriod.quarter(2, year: 2026)
    static let summer = FigurePeriod.quarter(3, year: 2026)

    let province: TestProvince
    private(set) var office: Office
    let worker: Person
    let coordinator: Person
    let support: Person
    let chair: Person
    let member: Person
    let runner: Person
    let signer = SigningKey(seed: SecretKey())
    private var generator: UInt64

    init(seed: UInt64 = 1, definition: CircuitDefinition? = nil) throws {
        province = try TestProvince(definition: definition, code: Self.code)
        office = try Office(province)
        worker = try province.add(["UPE-WORKER"])
        coordinator = try province.add(
            ["CAPE-COORDINATOR"], signingKey: signer.publicKey)
        support = try province.add(["CAPE-SUPPORT"], signingKey: signer.publicKey)
        chair = try province.add(["CPPE-CHAIR"], signingKey: signer.publicKey)
        member = try province.add(["CPPE-MEMBER"], signingKey: signer.publicKey)
        runner = try province.add(["OPERATOR"], signingKey: signer.publicKey)
        generator = seed
    }

    func restart() throws {
        try province.restart()
        office = try Office(province)
    }

    private func draw(_ bound: Int) -> Int {
        generator = generator &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(generator >> 33) % bound
    }

    /// Reports so many children, rare in some communes.
    func report(_ count: Int) throws -> [ReportedChild] {
        let communes = province.ownDefinition.communes(of: Self.code).dropLast()
        return try (0..<count).map { _ in
            let child = ReportedChild(
                sex: draw(3) == 0 ? "M" : "F", age: draw(18),
                commune: Array(communes)[min(draw(communes.count), draw(communes.count))])
            try report(child)
            return child
        }
    }

    func report(_ child: ReportedChild) throws {
        var request = WireOpenFileRequest()
        let born = try #require(CivilDate(year: 2026 - child.age, month: 1, day: 1))
        let values = SampleActs.child.flatMap { value in
            switch value.field {
            case "sex": [FieldValue("sex", .choice(child.sex))]
            case "estimated_age":
                [
                    FieldValue("birth_date", .date(born)),
                    FieldValue("birth_precision", .choice("EXACT")),
                ]
            case "presence_commune":
                [FieldValue("presence_commune", .territory(child.commune))]
            default: [value]
            }
        }
        request.opening = office.draft(.opening, form: "F0", to: "DETECT", values)
        let answer = try office.ask(worker, .openFile, MessageCodec.encode(request))
        try #require(answer.status == .ok)
        let opened = try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
        let file = try #require(FileID(blob: opened.file))
        let steps = SampleActs.steps(by: worker, at: province.now) { province.newID() }
        let step = office.draft(
            .transition, form: steps[0].heading.form ?? "", to: "SIGNAL", steps[0].values)
        try #require(
            try office.ask(worker, .appendAct, office.appending(file, after: 1, step)).status
                == .ok)
    }

    /// Moves the clock to some days after a period.
    func go(past period: FigurePeriod, days: Int64 = 10) {
        province.now = period.until.start(offsetSeconds: 3_600)
            .adding(seconds: days * 86_400)
    }

    private func asking(_ period: FigurePeriod) -> [UInt8] {
        var request = WirePreparePublicationRequest()
        request.fromDay = period.first.days
        request.untilDay = period.until.days
        return MessageCodec.encode(request)
    }

    func preparing(_ period: FigurePeriod, by person: Person) throws -> StatusCode {
        try office.ask(person, .preparePublication, asking(period)).status
    }

    func preparingOnce(_ period: FigurePeriod) throws -> WirePreparePublicationAnswer {
        let answer = try office.ask(coordinator, .preparePublication, asking(period))
        try #require(answer.status == .ok)
        return try MessageCodec.decode(
            WirePreparePublicationAnswer.self, from: answer.payload)
    }

    /// Prepares a publication; each call goes a stretch further, and never back.
    func prepare(
        _ period: FigurePeriod, by person: Person? = nil
    ) throws -> (publication: WirePublication, calls: Int) {
        while office.handlers.idle() {}
        var (calls, percent) = (0, UInt32(0))
        while true {
            let answer = try office.ask(
                person ?? coordinator, .preparePublication, asking(period))
            try #require(answer.status == .ok)
            calls += 1
            let read = try MessageCodec.decode(
                WirePreparePublicationAnswer.self, from: answer.payload)
            try #require(read.percent >= percent)
            percent = read.percent
            guard percent == 100 else {
                try #require(!read.hasPublication)
                continue
            }
            return (read.publication, calls)
        }
    }

    func propose(
        _ publication: WirePublication, as id: PublicationID, by person: Person? = nil,
        hash: [UInt8]? = nil
    ) throws -> StatusCode {
        var request = WireChangePublicationRequest()
        request.change = .propose
        request.publication = id.blob
        request.fromDay = publication.fromDay
        request.untilDay = publication.untilDay
        request.hash = (hash ?? SHA256.hash(publication.publishedBytes)).blob
        return try office.ask(
            person ?? coordinator, .changePublication, MessageCodec.encode(request)
        ).status
    }

    func read(_ id: PublicationID, by person: Person? = nil) throws -> WirePublication {
        let answer = try office.ask(
            person ?? coordinator, .readPublication, office.readingPublication(id))
        try #require(answer.status == .ok)
        return try MessageCodec.decode(
            WireReadPublicationAnswer.self, from: answer.payload
        ).publication
    }

    func approve(
        _ shown: WirePublication, by person: Person? = nil, digest: [UInt8]? = nil
    ) throws -> StatusCode {
        let bytes = try #require(
            shown.signedBytes(hash: SHA256.hash(shown.publishedBytes)))
        return try office.ask(
            person ?? chair, .approve,
            office.approving(
                .changePublication, shown.publication, digest: digest ?? SHA256.hash(bytes),
                signer)
        ).status
    }

    /// What a list tells, page by page.
    func listed(by person: Person) throws -> [WirePublication] {
        var all: [WirePublication] = []
        while true {
            var request = WireListPublicationsRequest()
            if let last = all.last {
                request.beforeDay = last.fromDay
                request.before = last.publication
            }
            let answer = try office.ask(
                person, .listPublications, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            let page = try MessageCodec.decode(
                WireListPublicationsAnswer.self, from: answer.payload
            ).publications
            guard !page.isEmpty else { return all }
            all += page
        }
    }

    func signReturn(
        _ id: PublicationID, by person: Person? = nil
    ) throws -> (status: StatusCode, answer: WireReturnAnswer?) {
        let answer = try office.ask(person ?? coordinator, .return, office.returning(id))
        guard answer.status == .ok else { return (answer.status, nil) }
        return (
            .ok, try MessageCodec.decode(WireReturnAnswer.self, from: answer.payload)
        )
    }

    /// The descriptor that the ministry keeps.
    func descriptor() throws -> (descriptor: ProvinceDescriptor, signed: String) {
        let signed = try OwnProvince.descriptor(
            of: province.ledger, address: "", at: province.now)
        return (try ProvinceDescriptor(signed: Array(signed.utf8)), signed)
    }

    /// Takes what is published as if it were of another province or definition.
    func change(_ change: (inout WirePublication) -> Void) throws {
        let registry = province.ledger.registry
        let rows = try registry.publications.values.map { record in
            var content = try WirePublication.decoded(from: record.content)
            change(&content)
            var changed = record
            changed.content = MessageCodec.encode(content)
            return MemberRegistry.Change.put(.publication(changed))
        }
        try province.ledger.store.group { try registry.apply(rows, in: $0) }
    }

    /// Prepares, proposes and approves.
    func publish(_ period: FigurePeriod) throws -> WirePublication {
        let id: PublicationID = province.newID()
        try #require(try propose(prepare(period).publication, as: id) == .ok)
        try #require(try approve(read(id)) == .ok)
        return try read(id)
    }
}
