internal import Basics
internal import Dossiers
internal import Index
internal import Messages

/// Where a list of files goes on (SPEC W-112): after the item with these keys, whatever became of
/// it since.
struct ListCursor {
    private static let version: UInt8 = 3

    let position: PagePosition

    /// Seals a position for the caller and the list that he asked for.
    static func seal(
        _ position: PagePosition, for request: WireListFilesRequest, _ turn: Turn
    ) throws -> [UInt8] {
        var bytes: [UInt8] = [version]
        bytes.appendBigEndian(turn.now.milliseconds)
        bytes.appendBigEndian(position.key)
        bytes.append(position.file)
        bytes.append(UInt8(truncatingIfNeeded: position.name.count))
        bytes += position.name
        bytes += position.task.utf8
        return try turn.seal(cursor: bytes, context: context(request))
    }

    /// Reads the cursor of a request.
    ///
    /// - Throws: `Refusal.unknownValue` for one that is forged, of another device or list, or old.
    init(of request: WireListFilesRequest, _ turn: Turn) throws {
        let opened = try turn.open(
            cursor: Array(request.cursor), context: Self.context(request))
        guard let opened, opened.first == Self.version else { throw Refusal.unknownValue }
        var reader = ByteReader(Array(opened.dropFirst()))
        guard let madeAt = try? reader.integer(Int64.self),
            let key = try? reader.integer(Int64.self),
            let file = (try? reader.take(16)).flatMap({ FileID($0) }),
            let count = try? reader.integer(UInt8.self),
            let name = try? reader.take(Int(count)),
            let task = try? reader.take(reader.remaining),
            turn.now < Instant(milliseconds: madeAt).adding(seconds: HandlerLimits.cursorSeconds)
        else { throw Refusal.unknownValue }
        position = PagePosition(
            key: key, file: file, task: String(decoding: task, as: UTF8.self), name: Array(name))
    }

    /// What names the list; how many items a page has does not.
    private static func context(_ request: WireListFilesRequest) -> [UInt8] {
        var list = request
        (list.cursor, list.limit) = ([].blob, 0)
        return MessageCodec.encode(list)
    }
}
