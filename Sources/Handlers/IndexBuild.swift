internal import Basics
internal import Circuit
internal import Dossiers
internal import Index
internal import Synchronization

/// The building of the index after an unseal.
///
/// The keeper's thread takes slice after slice from the store, with the keys of its files. They are
/// opened and read on another thread, and here where enough waits for that one.
final class IndexBuild {
    /// A file as it was read; or one of which the acts have to be folded for that.
    enum ReadFile: Sendable {
        case read(PreparedFile)
        case unread(FileID)
    }

    /// What was found of a slice of files.
    private struct Opened: Sendable {
        let heads: [OpenedHeads]
        /// How many files the slice has, those that could not be found among them.
        let count: Int
    }

    /// What was read, and of how many files.
    private struct Taken: Sendable {
        var files: [ReadFile] = []
        var count = 0

        static func += (left: inout Self, right: Self) {
            if left.files.isEmpty { left.files = right.files } else { left.files += right.files }
            left.count += right.count
        }
    }

    /// What lies with the other thread.
    private struct Bench: Sendable {
        /// What waits to be read, the first first.
        var waiting: [Opened] = []
        var isReading = false
        var done = Taken()
        /// Whether the store was sealed, so that nobody wants what is read.
        var isAbandoned = false
    }

    /// Reads slices, and remembers what names it met.
    private struct Reader: Sendable {
        private var known = KnownNames()

        mutating func read(_ opened: Opened, _ definition: CircuitDefinition) -> Taken {
            Taken(
                files: opened.heads.compactMap { read($0, definition) }, count: opened.count)
        }

        private mutating func read(
            _ opened: OpenedHeads, _ definition: CircuitDefinition
        ) -> ReadFile? {
            guard let heads = opened.read(definition) else { return .unread(opened.file) }
            guard !heads.all.isEmpty else { return nil }
            let file = IndexedFile(file: opened.file, heads: heads, definition: definition)
            return .read(PreparedFile(file, &known))
        }
    }

    private let total: Int
    private var left: ArraySlice<FileID>
    /// How many files were opened, and how many of them were taken in.
    private var (openedCount, takenCount) = (0, 0)
    private var here = Taken()
    /// What was written since its slice was opened, which the index has from there.
    private var newer: Set<FileID> = []
    private var reader = Reader()
    private let shared = Shared()

    private final class Shared: Sendable {
        let bench = Mutex(Bench())
        let reader = Mutex(Reader())

        /// Reads what waits, until nothing does.
        func work(_ definition: CircuitDefinition) {
            while workOnce(definition) {}
        }

        /// Reads the next slice; false where none waits.
        ///
        /// What it holds of it, keys among it, it holds under its lock alone.
        private func workOnce(_ definition: CircuitDefinition) -> Bool {
            reader.withLock { reader in
                guard let opened = next() else { return false }
                let taken = reader.read(opened, definition)
                bench.withLock { if !$0.isAbandoned { $0.done += taken } }
                return true
            }
        }

        private func next() -> Opened? {
            bench.withLock { bench in
                guard !bench.waiting.isEmpty else {
                    bench.isReading = false
                    return nil
                }
                return bench.waiting.removeFirst()
            }
        }
    }

    init(_ files: [FileID]) {
        total = files.count
        left = files[...]
    }

    /// How much is taken in, in percent.
    var percent: UInt32 { UInt32(takenCount * 100 / max(total, 1)) }

    /// Whether nothing is left to do.
    var isWhole: Bool { left.isEmpty && openedCount == takenCount }

    /// Forgets what was found and what was read of it, as the store is sealed; the other thread has
    /// then let go of the slice that it was at, too.
    func abandon() {
        shared.bench.withLock { bench in
            (bench.waiting, bench.done, bench.isAbandoned) = ([], Taken(), true)
        }
        shared.reader.withLock { $0 = Reader() }
        here = Taken()
        reader = Reader()
    }

    /// Notes that a file was written while it may be on its way.
    func changed(_ file: FileID) { newer.insert(file) }

    /// The next slice to be opened; nil where all are.
    func next() -> ArraySlice<FileID>? {
        let slice = left.prefix(DossierLimits.filesPerSlice)
        left = left.dropFirst(slice.count)
        return slice.isEmpty ? nil : slice
    }

    /// Has what was opened of a slice read: on the other thread, but here where that one has enough
    /// to do.
    func read(
        _ heads: [OpenedHeads], of count: Int, _ definition: CircuitDefinition,
        aside: (@escaping @Sendable () -> Void) -> Void
    ) {
        let opened = Opened(heads: heads, count: count)
        openedCount += count
        let (isTaken, isIdle) = shared.bench.withLock { bench in
            guard bench.waiting.count < HandlerLimits.slicesWaiting else { return (false, false) }
            bench.waiting.append(opened)
            defer { bench.isReading = true }
            return (true, !bench.isReading)
        }
        guard isTaken else {
            here += reader.read(opened, definition)
            return
        }
        if isIdle { aside { [shared] in shared.work(definition) } }
    }

    /// Has the files of a slice that could not be opened as one tried each by itself.
    func tryEach(_ slice: ArraySlice<FileID>) {
        openedCount += slice.count
        here += Taken(files: slice.map { .unread($0) }, count: slice.count)
    }

    /// What was read since it was asked last, but for what was written since it was opened.
    func ready() -> [ReadFile] {
        var taken = here
        here = Taken()
        taken += shared.bench.withLock { bench in
            defer { bench.done = Taken() }
            return bench.done
        }
        takenCount += taken.count
        let wanted =
            newer.isEmpty ? taken.files : taken.files.filter { !newer.contains($0.id) }
        // Nothing is on its way now that was opened before.
        if openedCount == takenCount { newer = [] }
        return wanted
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
