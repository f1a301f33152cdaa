/// Crashes on three bytes: a fuzzer that does not find them within seconds sees nothing at all.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
    if count > 2, unsafe bytes[0] == 0x4D, unsafe bytes[1] == 0x44, unsafe bytes[2] == 0x21 {
        fatalError("the canary sings")
    }
    return 0
}
