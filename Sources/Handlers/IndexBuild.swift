internal import Basics
internal import Circuit
internal import Dossiers
internal import Index
internal import Synchronization

/// The building of the index after an unseal.
///
/// The keeper's thread opens slice after slice, since it alone has the keys. What was opened is read
/// on another thread where that one has nothing to do, and here where it has.
final class IndexBuild {
    /// A file as it was read; or one of which the acts have to be folded for that.
    enum ReadFile: Sendable {
        case read(PreparedFile)
        case unread(FileID)
    }

    /// What the other thread does.
    private enum Bench: Sendable {
        case free
        case busy
        case done([ReadFile])
    }

    private let total: Int
    private var left: ArraySlice<FileID>
    private var takenCount = 0
    /// How many files lie with the other thread.
    private var benchCount = 0
    private var here: [ReadFile] = []
    private var hereCount = 0
    /// What was written since its slice was opened, which the index has from there.
    private var newer: Set<FileID> = []
    private let bench = Shared()

    private final class Shared: Sendable {
        let state = Mutex(Bench.free)
    }

    init(_ files: [FileID]) {
        total = files.count
        left = files[...]
    }

    /// How much is taken in, in percent.
    var percent: UInt32 { UInt32(takenCount * 100 / max(total, 1)) }

    /// Whether nothing is left to do.
    var isWhole: Bool { left.isEmpty && benchCount == 0 && hereCount == 0 }

    /// Notes that a file was written while it may be on its way.
    func changed(_ file: FileID) { newer.insert(file) }

    /// The next slice to be opened; nil where all are.
    func next() -> ArraySlice<FileID>? {
        let slice = left.prefix(DossierLimits.filesPerSlice)
        left = left.dropFirst(slice.count)
        return slice.isEmpty ? nil : slice
    }

    /// Has what was opened of a slice read.
    func read(
        _ opened: [OpenedHeads], of count: Int, _ definition: CircuitDefinition,
        aside: (@escaping @Sendable () -> Void) -> Void
    ) {
        guard benchCount == 0 else {
            here += opened.compactMap { Self.read($0, definition) }
            hereCount += count
            return
        }
        benchCount = count
        bench.state.withLock { $0 = .busy }
        aside { [bench] in
            let files = opened.compactMap { Self.read($0, definition) }
            bench.state.withLock { $0 = .done(files) }
        }
    }

    /// Has the files of a slice that could not be opened as one tried each by itself.
    func tryEach(_ slice: ArraySlice<FileID>) {
        here += slice.map { .unread($0) }
        hereCount += slice.count
    }

    /// What was read since it was asked last, but for what was written since it was opened.
    func ready() -> [ReadFile] {
        var files = here
        here = []
        takenCount += hereCount
        hereCount = 0
        let done = bench.state.withLock { state -> [ReadFile]? in
            guard case .done(let files) = state else { return nil }
            state = .free
            return files
        }
        if let done {
            files += done
            takenCount += benchCount
            benchCount = 0
        }
        let wanted = files.filter { !newer.contains($0.id) }
        // Nothing is on its way now that was opened before.
        if benchCount == 0 { newer = [] }
        return wanted
    }

    private static func read(
        _ opened: OpenedHeads, _ definition: CircuitDefinition
    ) -> ReadFile? {
        guard let heads = opened.read(definition) else { return .unread(opened.file) }
        guard !heads.all.isEmpty else { return nil }
        return .read(
            PreparedFile(IndexedFile(file: opened.file, heads: heads, definition: definition)))
    }
}

extension IndexBuild.ReadFile {
    fileprivate var id: FileID {
        switch self {
        case .read(let file): file.file
        case .unread(let id): id
        }
    }
}
