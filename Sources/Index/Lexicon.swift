/// The names that files bear, each once, as their sounds, and the files of each.
///
/// A province has far fewer names than children: a search compares its words with all of the names,
/// and with no file. Everything lies in runs of bytes that a wipe overwrites.
struct Lexicon: Sendable {
    private struct Entry: Sendable {
        var start: UInt32 = 0
        var count: UInt16 = 0
        var weight: UInt16 = 0
        var mask: UInt32 = 0
        /// How many files name it, in whatever part.
        var uses: UInt32 = 0
    }

    private var bytes: [UInt8] = []
    private var waste = 0
    private var entries: [Entry] = []
    private var postings: [[UInt32]] = []
    private var free: [UInt32] = []
    private var numbers: [UInt64: UInt32] = [:]
    /// Rises with every name that comes or goes.
    private(set) var revision: UInt64 = 0

    /// How many numbers there are, of names and of none.
    var count: Int { entries.count }

    /// How many names there are.
    var nameCount: Int { numbers.count }

    /// The files of a name, in no order.
    func places(_ number: UInt32) -> [UInt32] { postings[Int(number)] }

    /// The number of a name that one more file names.
    mutating func take(_ name: HeardName) -> UInt32 {
        let (sounds, hash) = (name.sounds, name.hash)
        if let number = numbers[hash] {
            entries[Int(number)].uses += 1
            return number
        }
        let entry = Entry(
            start: UInt32(truncatingIfNeeded: bytes.count),
            count: UInt16(truncatingIfNeeded: sounds.count),
            weight: UInt16(clamping: SoundCosts.moroccan.weight(sounds[...])),
            mask: SoundCosts.mask(sounds[...]), uses: 1)
        Index.append(sounds, to: &bytes)
        let number = free.popLast() ?? UInt32(truncatingIfNeeded: entries.count)
        if Int(number) < entries.count {
            entries[Int(number)] = entry
        } else {
            entries.append(entry)
            postings.append([])
        }
        numbers[hash] = number
        revision += 1
        return number
    }

    /// Lists a file under a name.
    mutating func add(_ place: UInt32, to number: UInt32) { postings[Int(number)].append(place) }

    /// Takes a file out of the list of a name.
    mutating func drop(_ place: UInt32, from number: UInt32) {
        guard let index = postings[Int(number)].firstIndex(of: place) else { return }
        let last = postings[Int(number)].removeLast()
        if last != place { postings[Int(number)][index] = last }
    }

    /// One file less names it; a name that none does is overwritten.
    mutating func give(_ number: UInt32) {
        let index = Int(number)
        entries[index].uses -= 1
        guard entries[index].uses == 0 else { return }
        let entry = entries[index]
        let stretch = Int(entry.start)..<Int(entry.start) + Int(entry.count)
        numbers[Self.hash(bytes[stretch])] = nil
        for byte in stretch { bytes[byte] = 0 }
        waste += stretch.count
        entries[index] = Entry()
        Index.wipe(&postings[index])
        free.append(number)
        revision += 1
        pack()
    }

    /// How alike each name is to some sounds, by its number, from 0 to 100.
    func likenesses(_ sounds: [UInt8]) -> [UInt8] {
        var probe = SoundProbe(Array(sounds.prefix(IndexLimits.soundsPerName)))
        var found = [UInt8](repeating: 0, count: entries.count)
        guard !sounds.isEmpty else { return found }
        for index in entries.indices where entries[index].uses > 0 {
            let entry = entries[index]
            found[index] = probe.likeness(
                bytes, Int(entry.start), Int(entry.count), weight: Int(entry.weight),
                mask: entry.mask)
        }
        return found
    }

    /// The names that are like a name, itself among them, with how alike they are, from 1 to 100.
    func alike(_ number: UInt32) -> [AlikeName] {
        let entry = entries[Int(number)]
        let found = likenesses(Array(bytes[Int(entry.start)...].prefix(Int(entry.count))))
        return found.indices.filter { found[$0] > 0 }.map {
            AlikeName(number: UInt32(truncatingIfNeeded: $0), likeness: found[$0])
        }
    }

    /// Overwrites and forgets everything.
    mutating func wipe() {
        revision += 1
        Index.wipe(&bytes)
        for index in entries.indices { entries[index] = Entry() }
        entries = []
        for index in postings.indices { Index.wipe(&postings[index]) }
        postings = []
        Index.wipe(&free)
        numbers = [:]
        waste = 0
    }

    /// Packs the bytes again where more than half of their room is waste.
    private mutating func pack() {
        guard waste > IndexLimits.wasteBytes, waste > bytes.count / 2 else { return }
        var packed: [UInt8] = []
        packed.reserveCapacity(bytes.count - waste)
        for index in entries.indices where entries[index].uses > 0 {
            let start = Int(entries[index].start)
            entries[index].start = UInt32(truncatingIfNeeded: packed.count)
            packed.append(contentsOf: bytes[start..<start + Int(entries[index].count)])
        }
        Index.wipe(&bytes)
        bytes = packed
        waste = 0
    }

    static func hash(_ sounds: ArraySlice<UInt8>) -> UInt64 {
        var hasher = Hasher()
        for sound in sounds { hasher.combine(sound) }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

/// A name of the lexicon that is like another one.
struct AlikeName: Sendable {
    let number: UInt32
    let likeness: UInt8
}
