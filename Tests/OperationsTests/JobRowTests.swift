import Basics
import Testing

@testable import Operations

/// The rows of jobs as they stand on disk (LAYOUT L-33, L-65, L-78).
@Suite struct JobRowTests {
    private let planner = MemberID(high: 0x11, low: 0x12)
    private let approver = MemberID(high: 0x13, low: 0x14)
    private let now = Instant(milliseconds: 0x21)
    private let later = Instant(milliseconds: 0x22)

    /// What all of them say in one way.
    private var facts: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(planner)
        bytes.appendBigEndian(Int64(0x21))
        bytes.append(approver)
        bytes.appendBigEndian(Int64(0x22))
        bytes.appendBigEndian(Int64(0x22))
        bytes.appendBigEndian(UInt64(9))
        bytes.appendBigEndian(UInt64(4))
        return bytes
    }

    private func fill(_ facts: inout JobFacts) {
        (facts.approver, facts.approved) = (approver, later)
        (facts.totalCount, facts.doneCount) = (9, 4)
    }

    @Test func theRowOfARotationIsRead() throws {
        let id = RotationID(high: 1, low: 2)
        var job = RotationJob(
            id: id, dataClass: .health, isCompromised: true, planner: planner, now: now, after: nil)
        fill(&job.facts)
        job.move(to: .running, later)
        job.halt(.disk, later)
        (job.former, job.compromisedBefore) = (3, 2)
        var row: [UInt8] = [0x4A, 0x42, 1, 6, 5, 2, DataClass.health.rawValue, 1]
        row.append(id)
        row += facts
        row.appendBigEndian(UInt32(3))
        #expect(job.encoded == row + [0, 0, 0, 2])
        #expect(RotationJob(encoded: row + [0, 0, 0, 2]) == job)
        // A row of before has no version that was compromised.
        job.compromisedBefore = 0
        #expect(RotationJob(encoded: row) == job)
        for count in 1...8 { #expect(RotationJob(encoded: Array(row.dropLast(count))) == nil) }
        for (place, wrong) in [(3, 14), (4, 0), (5, 5), (7, 2)] as [(Int, UInt8)] {
            var other = row
            other[place] = wrong
            #expect(RotationJob(encoded: other) == nil)
        }
    }

    @Test func theRowOfTheRotationOfTheOneKeyIsRead() throws {
        let id = RotationID(high: 1, low: 2)
        var job = KeyJob(3, id: id, planner: planner, whole: 5, now: now)
        fill(&job.facts)
        job.move(to: .running, later)
        job.halt(.damaged, later)
        (job.isCompromised, job.skippedCount, job.filling, job.next) = (true, 7, 6, 8)
        var row: [UInt8] = [0x4A, 0x4B, 1, 3, 6, 5, 4, 1]
        row.append(id)
        row += facts
        row.appendBigEndian(UInt64(7))
        row.appendBigEndian(UInt32(5))
        row.appendBigEndian(UInt32(6))
        row.appendBigEndian(Int64(8))
        #expect(job.encoded == row)
        #expect(KeyJob(encoded: row) == job)
        job.leavesUnread = true
        job.unread = [FileID(high: 3, low: 4), FileID(high: 5, low: 6)]
        row[7] = 3
        for file in job.unread { row.append(file) }
        #expect(job.encoded == row)
        #expect(KeyJob(encoded: row) == job)
        for count in 1..<16 { #expect(KeyJob(encoded: Array(row.dropLast(count))) == nil) }
        // Whoever resumes it has its wait looked at anew.
        job = KeyJob(4, id: id, planner: planner, whole: 0, now: now)
        fill(&job.facts)
        job.seeOver(later)
        let seen = Array(job.encoded.prefix(8))
        #expect(seen == [0x4A, 0x4B, 1, 4, 8, 8, 0, 4])
        #expect(KeyJob(encoded: job.encoded) == job && job.isSeenOver)
        job.move(to: .cooling, later)
        #expect(!job.isSeenOver && KeyJob(encoded: job.encoded) == job)
        row[7] = 8
        #expect(KeyJob(encoded: row) == nil)
    }

    @Test func theRowOfAnOrderOfNewDataKeysIsRead() throws {
        let (id, file) = (RenewalID(high: 1, low: 2), FileID(high: 3, low: 4))
        var job = RenewalJob(
            id: id, classes: ClassSet(.social), files: [file], planner: planner, now: now,
            after: nil)
        fill(&job.facts)
        job.move(to: .paused, later, pause: .disk)
        job.skippedCount = 1
        job.begun = .social
        let social = ClassSet.social.rawValue
        var row: [UInt8] = [0x4A, 0x44, 1, 3, 2, social, social, 0]
        row.append(id)
        row += facts
        row.appendBigEndian(UInt64(1))
        row.appendZeros(4 * RenewalJob.classCount)
        row += [0, 1]
        row.append(file)
        #expect(job.encoded == row)
        #expect(RenewalJob(encoded: row) == job)
        for count in 1..<16 { #expect(RenewalJob(encoded: Array(row.dropLast(count))) == nil) }
    }
}
