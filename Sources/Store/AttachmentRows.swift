public import Basics

/// What is kept of an attachment beside its chunks: where it belongs, and its sealed header.
public struct AttachmentRow: Equatable, Sendable {
    /// The row number, from 1; the chunks' rows begin with it.
    public var row: Int64
    /// The file.
    public var file: FileRow
    /// The position of the act that promises it.
    public var sequence: UInt64
    /// The class that the header is sealed under.
    public var dataClass: DataClass
    /// Its id.
    public var id: AttachmentID
    /// The sealed header.
    public var header: [UInt8]

    /// Names a row to be written; the row number is given by the store.
    public init(
        row: Int64 = 0, file: FileRow, sequence: UInt64, dataClass: DataClass, id: AttachmentID,
        header: [UInt8]
    ) {
        self.row = row
        self.file = file
        self.sequence = sequence
        self.dataClass = dataClass
        self.id = id
        self.header = header
    }

    /// The rows that its chunks may have.
    var chunks: ClosedRange<Int64> {
        row * StoreLimits.chunksPerAttachment...row * StoreLimits.chunksPerAttachment
            + StoreLimits.chunksPerAttachment - 1
    }
}

extension StoreTransaction {
    /// The attachments of a file's acts, from a position on.
    public func attachments(
        of file: FileRow, from sequence: UInt64
    ) throws(StoreError) -> [AttachmentRow] {
        let query = try query(.attachmentsOf)
        query.bind(file.value, 0)
        query.bind(Int64(bitPattern: sequence), 1)
        return try all(query) { query throws(StoreError) in
            guard let dataClass = Self.dataClass(query.integer(2)),
                let id = query.identifierBytes(3)
            else { throw .damaged(code: 0) }
            return AttachmentRow(
                row: query.integer(0), file: file, sequence: UInt64(bitPattern: query.integer(1)),
                dataClass: dataClass, id: AttachmentID(high: id.0, low: id.1),
                header: query.bytes(4))
        }
    }

    /// Adds an attachment without chunks and gives its row number.
    public func addAttachment(_ attachment: AttachmentRow) throws(StoreError) -> Int64 {
        let row = try one(try query(.lastAttachment)) { $0.integer(0) } ?? 0
        let query = try query(.addAttachment)
        query.bind(row + 1, 0)
        query.bind(attachment.file.value, 1)
        query.bind(Int64(bitPattern: attachment.sequence), 2)
        query.bind(Int64(attachment.dataClass.rawValue), 3)
        query.bind(attachment.id.bytes, 4)
        query.bind(attachment.header, 5)
        try write(query)
        return row + 1
    }

    /// Removes an attachment with all its chunks.
    public func deleteAttachment(_ attachment: AttachmentRow) throws(StoreError) {
        let chunks = try query(.deleteChunks)
        chunks.bind(attachment.chunks.lowerBound, 0)
        chunks.bind(attachment.chunks.upperBound, 1)
        try write(chunks)
        let query = try query(.deleteAttachment)
        query.bind(attachment.row, 0)
        try write(query)
    }

    /// How many chunks of an attachment are there, by the last one's number.
    public func chunkCount(of attachment: AttachmentRow) throws(StoreError) -> Int {
        let query = try query(.lastChunk)
        query.bind(attachment.chunks.lowerBound, 0)
        query.bind(attachment.chunks.upperBound, 1)
        let last = try one(query) { $0.integer(0) } ?? -1
        return last < 0 ? 0 : Int(last - attachment.chunks.lowerBound) + 1
    }

    /// Adds a chunk of an attachment under its number, from 0.
    ///
    /// - Throws: `duplicate` where it is there; `limitExceeded` past 65,536 chunks or 2 MiB.
    public func addChunk(
        _ sealed: [UInt8], number: Int, of attachment: AttachmentRow
    ) throws(StoreError) {
        guard number < StoreLimits.chunksPerAttachment, sealed.count <= StoreLimits.rowByteCount
        else {
            throw .limitExceeded
        }
        let query = try query(.addChunk)
        query.bind(attachment.chunks.lowerBound + Int64(number), 0)
        query.bind(sealed, 1)
        try write(query)
    }

    /// A chunk of an attachment; nil where there is none of that number.
    public func chunk(
        _ number: Int, of attachment: AttachmentRow
    ) throws(StoreError) -> [UInt8]? {
        let query = try query(.getChunk)
        query.bind(attachment.chunks.lowerBound + Int64(number), 0)
        return try one(query) { $0.bytes(0) }
    }
}
