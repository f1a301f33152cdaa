import Basics
import Foundation
import Secrets
import Testing

@testable import Authority
@testable import Store
@testable import Vault

/// Looks for keys in the memory of this process, as whoever reads `/proc/PID/mem` does.
///
/// The needles lie in locked memory themselves, and so are copied nowhere by the search.
@Suite(.serialized) struct MemoryTests {
    /// A part of the memory that may be read.
    private struct Region {
        var range: Range<UInt>
        /// Whether it is locked and left out of core files.
        var isGuarded: Bool
    }

    /// The parts of the memory, as the kernel tells them.
    private func regions() throws -> [Region] {
        // A file of /proc has no size by which it could be read in one go.
        let file = try #require(FileHandle(forReadingAtPath: "/proc/self/smaps"))
        let map = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        var regions: [Region] = []
        for line in map.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.first == "VmFlags:", !regions.isEmpty {
                regions[regions.count - 1].isGuarded = words.contains("lo") && words.contains("dd")
                continue
            }
            let bounds = (words.first ?? "").split(separator: "-")
                .compactMap { UInt($0, radix: 16) }
            guard bounds.count == 2, words.count >= 5 else { continue }
            let isReadable = words[1].hasPrefix("r") && !line.hasSuffix("[vvar]")
            regions.append(
                Region(
                    range: isReadable ? bounds[0]..<bounds[1] : bounds[0]..<bounds[0],
                    isGuarded: false))
        }
        return regions
    }

    /// Where needles stand in memory outside of themselves: guarded, or anywhere else.
    private func hunt(_ needles: [KeyBox]) throws -> (guarded: Int, open: [String]) {
        let memory = unsafe open("/proc/self/mem", O_RDONLY | O_CLOEXEC)
        try #require(memory >= 0)
        defer { close(memory) }
        let overlap = SecretKey.byteCount - 1
        let chunkByteCount = 4 << 20
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkByteCount, alignment: 16)
        defer { unsafe chunk.deallocate() }
        let own = UInt(bitPattern: chunk.baseAddress)
        let skipped = own..<own + UInt(chunkByteCount)
        var (guarded, hits): (Int, [String]) = (0, [])
        for region in try regions() where !region.range.isEmpty {
            var position = region.range.lowerBound
            while position < region.range.upperBound {
                let count = min(chunkByteCount, Int(region.range.upperBound - position))
                let read = unsafe pread(memory, chunk.baseAddress, count, off_t(position))
                guard read > 0 else { break }
                for (number, needle) in needles.enumerated() {
                    let part = unsafe UnsafeRawBufferPointer(rebasing: chunk[..<read])
                    for offset in unsafe find(needle, in: part) {
                        let address = position + UInt(offset)
                        guard !skipped.contains(address) else { continue }
                        if region.isGuarded {
                            guarded += 1
                        } else {
                            hits.append("key \(number) at \(String(address, radix: 16))")
                        }
                    }
                }
                guard read > overlap, Int(region.range.upperBound - position) > read else { break }
                position += UInt(read - overlap)
            }
        }
        // What was read must not be found by the next search.
        unsafe chunk.initializeMemory(as: UInt8.self, repeating: 0)
        return (guarded, hits)
    }

    private func find(_ needle: KeyBox, in chunk: UnsafeRawBufferPointer) -> [Int] {
        needle.key.withBytes { bytes in
            unsafe bytes.withUnsafeBytes { wanted in
                // Zeros fill most of the memory: it is searched by a byte that is rarer.
                let rare = unsafe wanted.firstIndex { (2...254).contains($0) } ?? 0
                var (found, start): ([Int], Int) = ([], rare)
                guard let base = chunk.baseAddress, let key = wanted.baseAddress
                else { return [] }
                while start < chunk.count {
                    let hit = unsafe memchr(base + start, Int32(wanted[rare]), chunk.count - start)
                    guard let hit = unsafe hit else { break }
                    let offset = unsafe UnsafeRawPointer(hit) - base - rare
                    start = offset + rare + 1
                    guard offset + wanted.count <= chunk.count else { break }
                    if unsafe memcmp(base + offset, key, wanted.count) == 0 {
                        found.append(offset)
                    }
                }
                return found
            }
        }
    }

    /// Copies of all that a vault holds: root key, keyring and data keys.
    private func keys(of bench: Bench) throws -> [KeyBox] {
        var boxes = [try #require(bench.vault.root)]
        boxes += (bench.vault.keyring?.entries ?? []).compactMap(\.key)
        try bench.store.group { group in
            for row in try group.census().map(\.dataClass) {
                if let id = group.row(of: file(1)) {
                    let key = DataKeyID(file: id, dataClass: row, generation: 1)
                    if let box = bench.vault.cache.find(key) { boxes.append(box) }
                }
            }
        }
        return boxes.map { KeyBox($0.key.copy()) }
    }

    private func work(_ bench: Bench) throws {
        for number in 1...8 {
            try bench.append(
                DataClass.content.classes.map { ($0, Array("text \(number)".utf8)) },
                to: file(1))
        }
        try bench.store.group { group in
            let acts = try bench.vault.acts(of: file(1), permit: .all, in: group)
            #expect(acts.count.isMultiple(of: 8 * DataClass.content.classes.count))
            for dataClass in DataClass.content.classes {
                try bench.vault.setHead(
                    Array("head".utf8), of: file(1), dataClass, position: 8, permit: .all,
                    in: group)
            }
        }
        _ = try bench.vault.signNote("a note\n")
    }

    @Test func keysStandInLockedMemoryAloneAndNowhereOnceItIsSealed() throws {
        let bench = try Bench()
        try work(bench)
        bench.vault.seal()
        // From here on keys are what the disk gave, and not what was made.
        try bench.vault.unseal(credential: bench.credential.copy())
        try work(bench)
        let needles = try keys(of: bench)
        #expect(needles.count > 15)
        let during = try hunt(needles)
        #expect(during.guarded >= 2 * needles.count)
        #expect(during.open == [])
        bench.vault.seal()
        let after = try hunt(needles)
        // The needles themselves, and no other copy of any.
        #expect(after.guarded == needles.count && after.open == [])
    }

    /// The search finds what lies open: a test that found nothing would prove nothing.
    @Test func theSearchFindsAKeyThatLiesOpen() throws {
        let needle = KeyBox(SecretKey())
        let leaked = needle.key.withBytes { bytes in
            unsafe bytes.withUnsafeBytes { unsafe Array($0) }
        }
        let found = try hunt([needle])
        #expect(found.guarded == 1 && found.open.count >= 1)
        #expect(leaked.count == SecretKey.byteCount)
    }
}
