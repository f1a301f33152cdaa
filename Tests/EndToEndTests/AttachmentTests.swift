import Basics
import Circuit
import Foundation
import Framing
import Mapping
import Messages
import Secrets
import Session
import Synchronization
import Testing

@testable import MadarClient

/// A line that is cut after so many bytes to the daemon, and laid again, over and over.
private final class BadLine: Sendable {
    private let port: Int
    private let bytesPerLine: Int
    private let relay: Mutex<Relay>
    private let cuts = Atomic<Int>(0)
    private let task: Mutex<Task<Void, Never>?> = Mutex(nil)

    var cutCount: Int { cuts.load(ordering: .relaxed) }
    let ownPort: Int

    init(to port: Int, bytesPerLine: Int) async throws {
        self.port = port
        self.bytesPerLine = bytesPerLine
        let first = try await Relay.open(to: port, upMax: bytesPerLine)
        ownPort = first.port
        relay = Mutex(first)
    }

    /// Lays the line again whenever it is used up.
    func keepUp() {
        let task = Task { [self] in
            while !Task.isCancelled {
                let present = relay.withLock { $0 }
                if present.bytes.up.count >= bytesPerLine {
                    await present.close()
                    cuts.add(1, ordering: .relaxed)
                    guard
                        let next = try? await Relay.open(
                            to: port, from: ownPort, upMax: bytesPerLine)
                    else { return }
                    relay.withLock { $0 = next }
                }
                try? await Task.sleep(for: .milliseconds(5))
            }
        }
        self.task.withLock { $0 = task }
    }

    func end() async {
        task.withLock { $0?.cancel() }
        await relay.withLock { $0 }.close()
    }
}

extension EndToEnd {
    /// Attachments through the clients' library, a real daemon behind a line that keeps being cut.
    @Suite struct Attachments {
        /// SPEC W-100, W-102, W-103: content of 600 KiB over lines of 150 KB, nothing lost.
        @Test func aPictureArrivesOverALineThatIsCutAgainAndAgain() async throws {
            let province = try Province(coordinatorRoles: ["UPE-WORKER"])
            defer { province.end() }
            try province.start()
            let homes = province.root + "/homes"
            let worker = try await Person("worker", province.coordinates.text, home: homes)
            let content = Random.bytes(600 * 1_024 + 5)
            let promise = Attachment(
                id: AttachmentID(high: Random.number(), low: Random.number()), kind: .png,
                byteCount: UInt32(content.count), sha256: SHA256.hash(content), name: "صورة.png")
            var opening = Drafts.opening()
            opening.values.append(FieldValue("photo", .attachment(promise)))
            opening.values.append(FieldValue("photo_permission", .flag(true)))
            let opened = try await worker.client.openFile(opening)
            let place = AttachmentPlace(file: opened.file, sequence: 1, attachment: promise)

            let line = try await BadLine(to: province.port, bytesPerLine: 150_000)
            line.keepUp()
            let device = worker.device
            let caller = DirectCaller(device, at: "127.0.0.1:\(line.ownPort)")
            try await caller.upload(place) { offset, count in
                Array(content[offset..<offset + count])
            }
            #expect(line.cutCount >= 3)
            await line.end()

            let direct = DirectCaller(device)
            let got = Mutex<[UInt8]>([])
            try await direct.download(place) { piece in got.withLock { $0 += piece } }
            #expect(got.withLock { $0 } == content)
            // Another content than was promised is not taken, and says so.
            let other = Attachment(
                id: promise.id, kind: .png, byteCount: promise.byteCount,
                sha256: SHA256.hash([1]), name: "")
            let wrong = AttachmentPlace(file: opened.file, sequence: 1, attachment: other)
            await #expect(throws: ClientError(.contentMismatch)) {
                try await direct.download(wrong) { _ in }
            }
            await direct.close()
            await caller.close()
        }
    }
}
