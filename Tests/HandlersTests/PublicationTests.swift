import AuditLog
import Basics
import Circuit
import DefinitionSupport
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

/// What leaves a province of its figures, and what an attacker makes of it (SPEC W-214 to W-216,
/// LAYOUT L-82, L-83).
@Suite struct PublicationTests {
    private typealias Bench = PublicationBench

    // MARK: - Two people

    @Test func twoPeoplePublish() throws {
        let bench = try Bench()
        _ = try bench.report(40)
        #expect(try bench.preparing(Bench.spring, by: bench.coordinator) == .precondition)
        bench.go(past: Bench.spring)
        for person in [bench.worker, bench.chair, bench.member, bench.runner] {
            #expect(try bench.preparing(Bench.spring, by: person) == .permission)
        }
        let (prepared, calls) = try bench.prepare(Bench.spring)
        #expect(calls > 2, "it is made in stretches")
        #expect(prepared.tables.count == 10 && prepared.base == 3)
        #expect(prepared.province == Bench.code)
        #expect(Array(prepared.hash) == SHA256.hash(prepared.publishedBytes))
        // What somebody else prepared, or looks otherwise, is not proposed.
        let id: PublicationID = bench.province.newID()
        #expect(try bench.propose(prepared, as: id, by: bench.support) == .precondition)
        #expect(
            try bench.propose(prepared, as: id, hash: [UInt8](repeating: 1, count: 32))
                == .precondition)
        #expect(try bench.propose(prepared, as: id, by: bench.chair) == .permission)
        let before = try bench.province.leafCount()
        #expect(try bench.propose(prepared, as: id) == .ok)
        // Whom it is rounded for sees no draft of it, which another one could be compared with.
        let early = try bench.office.ask(
            bench.member, .readPublication, bench.office.readingPublication(id))
        #expect(early.status == .notAvailable)
        let waiting = try bench.read(id, by: bench.chair)
        #expect(waiting.tables == prepared.tables && waiting.publishedAtMs == 0)
        #expect(waiting.hash == prepared.hash && waiting.expiresAtMs > 0 && !waiting.overdue)
        // Nothing else is proposed of these days meanwhile.
        #expect(try bench.propose(prepared, as: bench.province.newID()) == .precondition)
        // Nobody approves what he proposed, nor something else than what was shown.
        #expect(try bench.approve(waiting, by: bench.coordinator) == .secondApproval)
        #expect(try bench.approve(waiting, by: bench.member) == .permission)
        #expect(try bench.approve(waiting, by: bench.runner) == .permission)
        #expect(
            try bench.approve(waiting, digest: [UInt8](repeating: 1, count: 32)) == .precondition)
        bench.province.now = bench.province.now.adding(seconds: 48 * 3_600)
        #expect(try bench.read(id).overdue)
        #expect(try bench.approve(waiting) == .ok)
        let published = try bench.read(id, by: bench.member)
        #expect(published.publishedAtMs == bench.province.now.milliseconds)
        #expect(published.tables == prepared.tables && published.digest.isEmpty)
        let leaves = try bench.province.leaves(from: before)
        let leaf = try #require(leaves.first { $0.kind == .publish })
        #expect(leaf.body.subject == id.blob && leaf.body.hash == prepared.hash)
        #expect(!leaf.body.statement.isEmpty)
        // It stays, whatever the one who proposed it wants, and over a restart.
        #expect(
            try bench.office.ask(
                bench.coordinator, .changePublication, bench.office.takingBack(id)
            ).status == .precondition)
        try bench.restart()
        #expect(try bench.read(id, by: bench.member) == published)
        #expect(try bench.province.isClean())
    }

    @Test func whatWaitsIsTakenBackOrForgotten() throws {
        let bench = try Bench()
        _ = try bench.report(20)
        bench.go(past: Bench.spring)
        let prepared = try bench.prepare(Bench.spring).publication
        let (first, second): (PublicationID, PublicationID) = (
            bench.province.newID(), bench.province.newID()
        )
        #expect(try bench.propose(prepared, as: first) == .ok)
        #expect(
            try bench.office.ask(
                bench.support, .changePublication, bench.office.takingBack(first)
            ).status == .ok)
        #expect(
            try bench.office.ask(
                bench.member, .readPublication, bench.office.readingPublication(first)
            )
            .status == .notAvailable)
        #expect(try bench.propose(prepared, as: second) == .ok)
        let shown = try bench.read(second)
        bench.province.now = bench.province.now.adding(seconds: 7 * 86_400)
        #expect(try bench.approve(shown) == .notAvailable)
        // What was prepared longer ago than an hour is prepared again.
        #expect(try bench.propose(prepared, as: first) == .precondition)
        #expect(try bench.publish(Bench.spring).tables == prepared.tables)
    }

    @Test func ofTheSameChildrenNothingIsPublishedTwice() throws {
        let bench = try Bench()
        let children = try bench.report(30)
        bench.go(past: Bench.spring)
        let first = try bench.publish(Bench.spring)
        // Somebody enters late what happened then.
        let late = bench.province.now
        bench.province.now = Bench.spring.until.start(offsetSeconds: 3_600).adding(seconds: -60)
        try bench.report(ReportedChild(sex: "M", age: 3, commune: children[0].commune))
        bench.province.now = late
        let again = try bench.prepare(Bench.spring).publication
        let told = Set(
            first.tables.filter { $0.state == .told || $0.state == .coarsened }.map(\.code))
        #expect(told.contains("T01"))
        for table in again.tables where told.contains(table.code) {
            #expect(table.state == .withheld && table.reason == .before && table.cells.isEmpty)
        }
        // A table of which nothing was told goes with the others of the same children.
        #expect(
            again.tables.filter { ["T01", "T02", "T03", "T04"].contains($0.code) }
                .allSatisfy { $0.reason == .before })
    }

    /// Whoever may approve may refuse, and nobody else.
    @Test func whoMayApproveMayRefuse() throws {
        let bench = try Bench()
        _ = try bench.report(8)
        bench.go(past: Bench.spring)
        let id: PublicationID = bench.province.newID()
        #expect(try bench.propose(bench.prepare(Bench.spring).publication, as: id) == .ok)
        for person in [bench.member, bench.worker, bench.runner] {
            #expect(
                try bench.office.ask(person, .changePublication, bench.office.takingBack(id))
                    .status == .permission)
        }
        #expect(
            try bench.office.ask(bench.chair, .changePublication, bench.office.takingBack(id))
                .status == .ok)
        #expect(try bench.listed(by: bench.coordinator).isEmpty)
    }

    /// A draft that was begun under another key of rounding is told and begun anew, and not proposed
    /// (LAYOUT L-82).
    @Test func aDraftUnderAFormerKeyIsGivenUp() throws {
        let bench = try Bench()
        _ = try bench.report(12)
        bench.go(past: Bench.spring)
        let prepared = try bench.prepare(Bench.spring).publication
        bench.office.handlers.drafts[0].mark ^= 1
        let id: PublicationID = bench.province.newID()
        #expect(try bench.propose(prepared, as: id) == .precondition)
        let told = try bench.preparingOnce(Bench.spring)
        #expect(told.begunAnew && told.percent < 100 && !told.hasPublication)
        #expect(try !bench.preparingOnce(Bench.spring).begunAnew)
        #expect(try bench.prepare(Bench.spring).publication.tables == prepared.tables)
        #expect(try bench.propose(prepared, as: id) == .ok)
    }

    /// More publications of one day than one list holds are told all, each once.
    @Test func aListGoesOnWithinADay() throws {
        let bench = try Bench()
        let count = 150
        let rows = (0..<count).map { place in
            var content = WirePublication()
            content.fromDay = 100 + Int32(place / 140)
            var record = PublicationRecord(
                id: bench.province.newID(), from: content.fromDay, until: 190,
                proposer: bench.coordinator.member, proposed: bench.province.now,
                content: MessageCodec.encode(content))
            record.approver = bench.chair.member
            record.publishedAt = bench.province.now
            return MemberRegistry.Change.put(.publication(record))
        }
        let registry = bench.province.ledger.registry
        try bench.province.ledger.store.group { try registry.apply(rows, in: $0) }
        let listed = try bench.listed(by: bench.member)
        #expect(listed.count == count)
        #expect(Set(listed.map(\.publication)).count == count)
    }

    /// Which children a published table counts is known under another definition, whatever its
    /// measure is called there.
    @Test func theSameChildrenAreKnownUnderAnotherName() throws {
        let bench = try Bench()
        _ = try bench.report(12)
        bench.go(past: Bench.spring)
        let published = try bench.publish(Bench.spring)
        #expect(published.tables.filter { !$0.cells.isEmpty }.allSatisfy { $0.counted.count == 32 })
        let counted = Dictionary(
            grouping: published.tables.filter { !$0.counted.isEmpty }, by: \.counted)
        #expect(counted.values.contains { $0.count > 1 }, "tables of the same children")
        func before() throws -> Set<String> {
            bench.office.handlers.wiped()
            try bench.restart()
            return Set(
                try bench.prepare(Bench.spring).publication.tables
                    .filter { $0.reason == .before }.map(\.code))
        }
        let all = try before()
        #expect(all.isSuperset(of: ["T01", "T02"]))
        // The measures bear other names today: what they look for is the same.
        try bench.change { publication in
            publication.definitionVersion -= 1
            for place in publication.tables.indices {
                publication.tables[place].indicator = "OLD"
            }
        }
        #expect(try before() == all)
        // Without what they look for nobody knows of whom they were: then nothing more is told.
        try bench.change { publication in
            for place in publication.tables.indices { publication.tables[place].counted = Data() }
        }
        #expect(try before().count == published.tables.count { $0.state != .notCollected })
    }

    /// What happened oftener happened on the same files: two tables of them are not decided apart.
    @Test func tablesThatFindTheSameChildrenAreDecidedTogether() throws {
        let shipped = try TestProvince(code: Bench.code).ownDefinition
        let victims = try #require(shipped.parts.tables.first { $0.code == "T07" })
        var parts = shipped.parts
        parts.tables.append(
            TablePlan(
                terms: Terms(
                    code: "X", labels: victims.labels, basis: .assumed, validity: Validity()),
                period: .quarter, indicator: "I04", measure: "acts", dimensions: ["sex"]))
        let list = try PublishedList(
            CircuitDefinition(parts), of: .quarter, province: Bench.code)
        let group = try #require(
            list.groups.first { $0.tables.contains { list.tables[$0].code == "T07" } })
        #expect(group.tables.map { list.tables[$0].code } == ["T07", "X"])
        let counted = group.tables.map { list.message($0).counted }
        #expect(counted[0].count == 32 && counted[0] == counted[1])
    }

    // MARK: - Returns

    /// The file of counts is signed of what is published, and of nothing else; the ministry adds it
    /// (SPEC W-222).
    @Test func whatIsPublishedIsReturned() throws {
        let bench = try Bench()
        let children = try bench.report(40)
        bench.go(past: Bench.spring)
        let id: PublicationID = bench.province.newID()
        #expect(try bench.propose(bench.prepare(Bench.spring).publication, as: id) == .ok)
        // What waits is not returned, and nobody but who counts has anything signed.
        #expect(try bench.signReturn(id).status == .notAvailable)
        #expect(try bench.approve(bench.read(id)) == .ok)
        for person in [bench.worker, bench.chair, bench.member, bench.runner] {
            #expect(try bench.signReturn(id, by: person).status == .permission)
        }
        #expect(try bench.signReturn(bench.province.newID()).status == .notAvailable)
        let before = try bench.province.leafCount()
        let answer = try #require(try bench.signReturn(id).answer)
        let published = try bench.read(id)
        let content = try #require(ProvinceReturn(published))
        let leaf = try #require(
            try bench.province.leaves(from: before).first { $0.kind == .returned })
        #expect(leaf.body.subject == id.blob)
        #expect(Array(leaf.body.hash) == SHA256.hash(Array(content.text.utf8)))
        // The file that a client makes of it stands before the ministry's list.
        let key = try #require(
            SignedReturn.key(log: answer.log, publicKey: Array(answer.logKey)))
        let file = try #require(
            SignedReturn(content, signature: Array(answer.signature), key: key))
        let list = try ProvinceList([bench.descriptor()])
        let merge = NationalMerge(
            [ReturnFile(name: "f", bytes: Array(file.encoded.utf8))], of: list,
            ReturnsWanted(first: Bench.spring.first, last: Bench.spring.last))
        #expect(merge.isWhole && merge.countedCount == 1)
        let table = try #require(merge.tables.first { $0.code == "T01" })
        let girls = try #require(table.cells.first { $0.codes == ["F", nil] })
        #expect(
            abs(Int(girls.sum) - children.count { $0.sex == "F" }) <= girls.worstError)
        // Asked for again it is the same, and a count that was changed is not as it was signed.
        #expect(try bench.signReturn(id).answer == answer)
        var changed = published
        let told = try #require(changed.tables.firstIndex { !$0.cells.isEmpty })
        changed.tables[told].cells[0] += 3
        let other = try #require(ProvinceReturn(changed))
        let forged = try #require(
            SignedReturn(other, signature: Array(answer.signature), key: key))
        #expect(throws: NoteError.self) { try forged.verify(by: key) }
        #expect(try bench.province.isClean())
    }

    /// What no return can hold is not proposed, so that nobody approves what the ministry never has.
    @Test func whatCannotBeReturnedIsNotProposed() throws {
        var parts = try Shipped.definition().parts
        let place = try #require(parts.tables.firstIndex { $0.code == "T01" })
        let table = parts.tables[place]
        // No checked definition has such a code.
        parts.tables[place] = TablePlan(
            terms: Terms(
                code: "T 01", labels: table.labels, basis: .assumed, validity: Validity()),
            period: table.period, indicator: table.indicator, measure: table.measure,
            dimensions: table.dimensions, ladder: table.ladder)
        let bench = try Bench(definition: CircuitDefinition(parts))
        _ = try bench.report(3)
        bench.go(past: Bench.spring)
        let draft = try bench.prepare(Bench.spring).publication
        #expect(draft.tables.contains { $0.code == "T 01" })
        #expect(try bench.propose(draft, as: bench.province.newID()) == .tooLarge)
        #expect(try bench.listed(by: bench.chair).isEmpty)
    }

    /// Every table that the shipped definition plans fits a return and one message, of whatever
    /// province (SPEC W-214, W-220).
    @Test func everyShippedTableFits() throws {
        let province = try TestProvince(code: Bench.code)
        let definition = province.ownDefinition
        for place in definition.parts.territories where place.level == .province {
            for period in [ReportPeriod.quarter, .year] {
                let list = try PublishedList(definition, of: period, province: place.code)
                #expect(!list.groups.isEmpty)
            }
        }
        for table in definition.parts.tables {
            for rung in table.ladder {
                #expect(rung.merged.joined(separator: TablePlan.joint).utf8.count <= 64)
            }
        }
    }

    // MARK: - What is told

    @Test func cellsAreCountedAsTheyAre() throws {
        let bench = try Bench()
        let children = try bench.report(60)
        bench.go(past: Bench.spring)
        let published = try bench.publish(Bench.spring)
        let table = try #require(published.tables.first { $0.code == "T01" })
        #expect(table.state == .told, "the first of the list keeps its detail")
        #expect(table.dimensions.map(\.code) == ["sex", "age"])
        let ages = table.dimensions[1].values
        #expect(ages == ["0-4", "5-9", "10-14", "15-17", "18+", "?"])
        for (place, cell) in table.cells.enumerated() {
            let sex = table.dimensions[0].values[place / ages.count]
            let age = ages[place % ages.count]
            let count = children.count { $0.sex == sex && $0.band == age }
            #expect(cell % 3 == 0 && abs(Int(cell) - count) <= 2, "\(sex) \(age)")
            // A count that three divides stays.
            if count % 3 == 0 { #expect(Int(cell) == count) }
        }
        // Nothing happened that the others count.
        let others = published.tables.filter { ["T07", "T08", "T09"].contains($0.code) }
        #expect(others.count == 3 && others.flatMap(\.cells).allSatisfy { $0 == 0 })
        // The same children round alike, whoever prepares it and whenever.
        #expect(published.tables == (try twin(of: bench)))
    }

    /// The same period as another member prepares it after a restart, with what is published
    /// forgotten.
    private func twin(of bench: Bench) throws -> [WirePublishedTable] {
        let registry = bench.province.ledger.registry
        let rows = registry.publications.values.map {
            MemberRegistry.Change.remove(.publication($0))
        }
        try bench.province.ledger.store.group { try registry.apply(rows, in: $0) }
        try bench.restart()
        return try bench.prepare(Bench.spring, by: bench.support).publication.tables
    }

    // MARK: - The attack

    /// Everything published of two quarters, in two reports of each, attacked with linear
    /// programming over all unknown counts.
    ///
    /// Quarters have no unknown in common: the children of one are counted by what happened in it,
    /// so that the system of both falls apart into one for each.
    @Test func everythingPublishedTellsNoSmallCount() throws {
        let bench = try Bench(seed: 7)
        let spring = try bench.report(18)
        bench.go(past: Bench.spring)
        var published: [(period: FigurePeriod, publication: WirePublication)] = [
            (Bench.spring, try bench.publish(Bench.spring))
        ]
        // A second report of the first, after late entries.
        let now = bench.province.now
        bench.province.now = Bench.spring.until.start(offsetSeconds: 3_600).adding(seconds: -60)
        let late = try bench.report(3)
        bench.province.now = now
        let again = try bench.prepare(Bench.spring).publication
        let more = again.tables.filter { !$0.cells.isEmpty }
        #expect(
            Set(more.map(\.code)).isDisjoint(with: ["T01", "T02", "T03", "T04"]))
        let summer = try bench.report(24)
        bench.go(past: Bench.summer)
        published.append((Bench.summer, try bench.publish(Bench.summer)))
        // Whoever was reported in spring is still in hand in summer, late entries too.
        for (period, reported, active) in [
            (Bench.spring, spring, spring), (Bench.summer, summer, spring + late + summer),
        ] {
            let tables = try #require(published.first { $0.period == period }).publication.tables
            let list = try PublishedList(
                bench.province.ownDefinition, of: .quarter, province: Bench.code)
            #expect(list.groups.flatMap(\.tables).sorted() == Array(list.tables.indices))
            for place in list.groups.indices {
                let first = try #require(list.groups[place].tables.first)
                switch list.tables[first].code {
                case "T01": try attack(tables, reported, list, place)
                case "T05": try attack(tables, active, list, place)
                // Nothing happened that the others count.
                default: try attack(tables, [], list, place)
                }
            }
        }
    }

    /// Tries to recover the small counts of the children of a group of tables.
    private func attack(
        _ tables: [WirePublishedTable], _ children: [ReportedChild], _ list: PublishedList,
        _ place: Int
    ) throws {
        let group = list.groups[place]
        let universe = group.universe
        var knowledge = Knowledge(universe)
        var shapes: [TableShape] = []
        for place in group.tables {
            let told = try #require(tables.first { $0.code == list.tables[place].code })
            guard !told.cells.isEmpty else { continue }
            let number = try #require(group.tables.firstIndex(of: place))
            var shape = group.planned[number].shape
            for rung in group.planned[number].ladder.prefix(Int(told.rungs)) {
                shape = try shape.coarsened(by: rung)
            }
            #expect(shape.axes.map { $0.groups.map(\.label) } == told.dimensions.map(\.values))
            shapes.append(shape)
            try knowledge.learn(RoundedTable(shape, cells: told.cells.map { Int($0) }))
        }
        // The truth only says which counts are small, and whether she was right.
        var counts = [Int](repeating: 0, count: universe.atomCount)
        for child in children {
            let places = universe.dimensions.map { dimension in
                switch dimension.name {
                case "years": dimension.codes.firstIndex(of: child.band) ?? 0
                case "place": dimension.codes.firstIndex(of: child.commune) ?? 0
                case "sex": dimension.codes.firstIndex(of: child.sex) ?? 0
                default: dimension.codes.firstIndex(of: "?") ?? 0
                }
            }
            counts[universe.atom(places)] += 1
        }
        let attacker = Attacker(knowledge)
        let bounds = try attacker.bounds()
        let alternatives = Alternatives(attacker, truth: counts)
        var asked: Set<AtomSet> = []
        var (small, told, proved, wrong, moves) = (0, 0, 0, 0, 0)
        var widths: [Int: Int] = [:]
        // She asks for the cells of what is told, and of what was planned before it was coarsened.
        for shape in shapes + group.planned.map(\.shape) {
            let margins = shape.axes.map { TableShape(shape.name, [$0], slices: shape.slices) }
            for asking in [shape] + margins {
                for set in try universe.cells(of: asking) where asked.insert(set).inserted {
                    let count = set.atoms.reduce(0) { $0 + counts[$1] }
                    guard (1..<5).contains(count) else { continue }
                    small += 1
                    let question = attacker.question(set)
                    let found = try bounds.outerInterval(of: question.outer)
                    let (low, high) = (found.low, found.high ?? .max)
                    if count < low || count > high { wrong += 1 }
                    if low == high { told += 1 }
                    widths[min(high - low, 9), default: 0] += 1
                    let other = alternatives.interval(of: question, upTo: 1, moves: &moves)
                    if other.width ?? 1 > 0 { proved += 1 }
                }
            }
        }
        print(
            """
            \(children.count) children, \(shapes.count) tables of them: \(small) small counts \
            attacked, \(told) told with certainty; of \(proved) another province is known of which \
            the same would be published; by width of what is left: \
            \(widths.sorted { $0.key < $1.key })
            """)
        #expect(small > 0 || children.isEmpty)
        #expect(told == 0 && wrong == 0)
        #expect(proved == small)
    }
}
