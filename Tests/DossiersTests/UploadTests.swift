import AuditLog
import Authority
import Basics
import Circuit
import Dossiers
import ProvinceSupport
import Secrets
import Store
import Testing

/// What an upload makes of an attachment that another one changes between two of its steps.
@Suite struct UploadTests {
    private static let chunk = 65_536

    /// A file whose opening promises a picture, and the steps of its author's uploads.
    private struct Picture {
        let desk: Desk
        let author: Person
        let file: FileID
        let id = AttachmentID(high: 5, low: 5)
        let content: [UInt8]

        init(byteCount: Int) throws {
            let province = try TestProvince()
            desk = try Desk(province)
            author = try province.add(["UPE-WORKER"])
            file = province.newID()
            content = Random.bytes(byteCount)
            let promise = Attachment(
                id: id, kind: .png, byteCount: UInt32(byteCount), sha256: SHA256.hash(content),
                name: "")
            let act = SampleActs.act(
                province.newID(), .opening, form: "F0", to: "DETECT", by: author,
                at: province.now,
                SampleActs.child + [
                    FieldValue("photo", .attachment(promise)),
                    FieldValue("photo_permission", .flag(true)),
                ])
            let opened = desk.serve { desk.opening(file, with: act, by: author, $0) }
            try #require(opened?.payload == [1])
        }

        /// Makes one step of an upload, and gives why it was refused.
        func step(_ body: @escaping (Turn, Changes, Permit) throws -> Void) -> Refusal? {
            desk.serve { deliver in
                Job(desk.context(author, writes: true, method: 72), deliver: deliver) { turn in
                    let permit = try desk.permit(
                        author, .attach(file), try turn.facts(of: file))
                    return try turn.commit(permit, LeafNote(.attach, file: file)) { changes, _ in
                        try body(turn, changes, permit)
                        return []
                    }
                }
            }?.refusal
        }

        /// Begins an upload, or goes on with what is stored.
        func begin() throws -> IncomingAttachment {
            var begun: IncomingAttachment?
            let refusal = step { turn, _, permit in
                begun = try turn.incoming(id, sequence: 1, of: file, permit: permit)
            }
            try #require(refusal == nil)
            return try #require(begun)
        }

        func hash(_ attachment: inout IncomingAttachment) -> Refusal? {
            var next = attachment
            defer { attachment = next }
            return step { turn, _, permit in try turn.hash(&next, permit: permit) }
        }

        func add(_ bytes: some Sequence<UInt8>, to attachment: inout IncomingAttachment) -> Refusal?
        {
            var next = attachment
            defer { attachment = next }
            return step { _, changes, _ in try changes.add(Array(bytes), to: &next) }
        }

        /// Adds the whole chunks of the content from the start.
        func addChunks(to attachment: inout IncomingAttachment) throws {
            for start in stride(
                from: 0, to: content.count - UploadTests.chunk, by: UploadTests.chunk)
            {
                let chunk = content[start..<start + UploadTests.chunk]
                try #require(add(chunk, to: &attachment) == nil)
            }
        }
    }

    /// Five chunks are stored, and another upload has read four of them for the hash.
    private func halfHashed() throws -> (Picture, IncomingAttachment, hashing: IncomingAttachment) {
        let picture = try Picture(byteCount: 5 * Self.chunk + 100)
        var first = try picture.begin()
        try picture.addChunks(to: &first)
        var second = try picture.begin()
        #expect(second.storedByteCount == 5 * Self.chunk && second.mustHash)
        #expect(picture.hash(&second) == nil && second.mustHash)
        return (picture, first, second)
    }

    @Test func whatIsLeftAloneIsHashedAndGoesOn() throws {
        var (picture, _, second) = try halfHashed()
        #expect(picture.hash(&second) == nil && !second.mustHash)
        #expect(picture.add(picture.content.suffix(100), to: &second) == nil)
        #expect(second.isWhole)
    }

    @Test func whatWasDroppedIsNotHashed() throws {
        var (picture, first, second) = try halfHashed()
        #expect(picture.add(repeatElement(0, count: 100), to: &first) == nil)
        #expect(first.storedByteCount == 0)
        // Its key does not wait in the log of writes.
        #expect(picture.desk.province.ledger.store.walPageCount == 0)
        #expect(picture.hash(&second) == .changedMeanwhile)
    }

    /// The new one may have the same row number, and has another key: nothing is damaged.
    @Test func whatWasBegunAnewIsNotHashed() throws {
        var (picture, first, second) = try halfHashed()
        #expect(picture.add(repeatElement(0, count: 100), to: &first) == nil)
        try picture.addChunks(to: &first)
        #expect(picture.hash(&second) == .changedMeanwhile)
        #expect(picture.add(picture.content.suffix(100), to: &first) == nil)
        #expect(first.isWhole)
        #expect(try picture.begin().isWhole)
    }

    /// SPEC W-162: new data keys come between two steps.
    @Test func whatWasSealedAnewIsGoneOnWithFromWhatIsStored() throws {
        let picture = try Picture(byteCount: Self.chunk + 100)
        var first = try picture.begin()
        try picture.addChunks(to: &first)
        let province = picture.desk.province
        try province.ledger.renewKeys(
            DataClass.content.union(.spine), of: picture.file, order: province.newID()
        ) { _, _ in }
        #expect(picture.add(picture.content.suffix(100), to: &first) == .changedMeanwhile)
        var second = try picture.begin()
        #expect(second.storedByteCount == Self.chunk && second.mustHash)
        #expect(picture.hash(&second) == nil)
        #expect(picture.add(picture.content.suffix(100), to: &second) == nil && second.isWhole)
        #expect(try province.isClean())
    }

    @Test func aChunkThatAnotherHasAddedIsNotAddedAgain() throws {
        let picture = try Picture(byteCount: Self.chunk + 100)
        var (first, second) = (try picture.begin(), try picture.begin())
        try picture.addChunks(to: &first)
        #expect(picture.add(picture.content.prefix(Self.chunk), to: &second) == .changedMeanwhile)
        #expect(picture.add(picture.content.suffix(100), to: &first) == nil && first.isWhole)
    }
}
