internal import Glibc
internal import Synchronization

/// Why nothing could be asked.
public enum PromptError: Error, Equatable, Sendable {
    /// There is no terminal, or the caller forbade questions.
    case noTerminal
    /// The person ended the input.
    case ended
}

/// Whoever answers questions: a person at a terminal, or a test.
public protocol Answering {
    /// Shows the question and gives the line that was typed, without its end.
    func line(_ question: String) throws(PromptError) -> String
    /// The same for what nobody may see.
    func secret(_ question: String) throws(PromptError) -> [UInt8]
    /// Shows text between two questions.
    func tell(_ text: String)
}

/// What is said while somebody chooses a secret.
public struct NewSecretWords: Sendable {
    let choose: String
    let again: String
    let tooShort: String
    let differ: String

    /// Joins the two questions and the two reasons to begin anew.
    public init(choose: String, again: String, tooShort: String, differ: String) {
        self.choose = choose
        self.again = again
        self.tooShort = tooShort
        self.differ = differ
    }
}

extension Answering {
    /// Asks for a new secret twice; from the start where it is too short, or the two differ.
    public func newSecret(
        _ words: NewSecretWords, byteCountMin: Int
    ) throws(PromptError) -> [UInt8] {
        while true {
            var first = try secret(words.choose)
            guard first.count >= byteCountMin else {
                tell(words.tooShort)
                continue
            }
            var second = try secret(words.again)
            defer { for index in second.indices { second[index] = 0 } }
            if first == second { return first }
            for index in first.indices { first[index] = 0 }
            tell(words.differ)
        }
    }
}

/// Asks at the controlling terminal, so that the standard streams stay free for data.
public struct TerminalPrompt: Answering, Sendable {
    private let mayAsk: Bool

    /// Makes a prompt; `mayAsk` false makes every question fail.
    public init(mayAsk: Bool) { self.mayAsk = mayAsk }

    /// Whether somebody can be asked.
    public var isAvailable: Bool {
        guard mayAsk, let terminal = try? RawTerminal() else { return false }
        terminal.close()
        return true
    }

    /// Shows the question and reads one line.
    public func line(_ question: String) throws(PromptError) -> String {
        guard mayAsk else { throw .noTerminal }
        let terminal = try RawTerminal()
        defer { terminal.close() }
        terminal.write(question)
        guard let bytes = terminal.readLine() else {
            terminal.write("\n")
            throw .ended
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Shows the question and reads a text: one line, or as many as are pasted at once.
    public func text(_ question: String) throws(PromptError) -> PastedText {
        guard mayAsk else { throw .noTerminal }
        let terminal = try RawTerminal()
        defer { terminal.close() }
        terminal.write(PastedText.begin + question)
        defer { terminal.write(PastedText.end) }
        var text = PastedText()
        repeat {
            guard let bytes = terminal.readLine() else {
                terminal.write("\n")
                throw .ended
            }
            text.take(bytes)
        } while text.isOpen
        // What comes after a cut is of no use without what was cut off, and is no other answer.
        if text.isCut { terminal.drain() }
        return text
    }

    /// Shows the question and reads one line without echo; echo comes back on every way out,
    /// signals included.
    public func secret(_ question: String) throws(PromptError) -> [UInt8] {
        guard mayAsk else { throw .noTerminal }
        let terminal = try RawTerminal()
        defer { terminal.close() }
        while true {
            let (bytes, signal) = terminal.readHidden(question)
            terminal.write("\n")
            if signal != 0 {
                // With the terminal restored the signal takes its usual course; after a stop the
                // question is asked again. It goes to the process: this thread may block it.
                kill(getpid(), signal)
                usleep(
                    signal == SIGTSTP
                        ? TerminalLimits.stopMicroseconds : TerminalLimits.endMicroseconds)
                if signal == SIGTSTP { continue }
                throw .ended
            }
            guard let bytes else { throw .ended }
            return bytes
        }
    }

    /// Writes to the terminal, or to the error stream where there is none.
    public func tell(_ text: String) {
        guard let terminal = try? RawTerminal() else {
            StandardStream.error.write(text + "\n")
            return
        }
        terminal.write(text + "\n")
        terminal.close()
    }
}

/// The signal that came while echo was off; 0 for none.
private let caughtSignal = Atomic<Int32>(0)

/// The controlling terminal, open.
private struct RawTerminal {
    private let descriptor: Int32
    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]

    init() throws(PromptError) {
        descriptor = unsafe open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .noTerminal }
    }

    func close() { _ = Glibc.close(descriptor) }

    func write(_ text: String) { _ = Descriptor.write(Array(text.utf8), to: descriptor) }

    /// One line; nil at the end of input.
    func readLine() -> [UInt8]? {
        guard var bytes = Descriptor.read(descriptor, upTo: TerminalLimits.lineByteCountMax),
            !bytes.isEmpty
        else { return nil }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return bytes
    }

    /// Drops what was typed or pasted and not read, until nothing comes any more.
    func drain() {
        var before = termios()
        guard unsafe tcgetattr(descriptor, &before) == 0 else { return }
        // By the letter, since a line that is not ended is seen by nobody.
        var byLetter = before
        byLetter.c_lflag &= ~tcflag_t(ICANON)
        unsafe tcsetattr(descriptor, TCSANOW, &byLetter)
        defer { unsafe tcsetattr(descriptor, TCSANOW, &before) }
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        repeat {
            tcflush(descriptor, TCIFLUSH)
        } while unsafe poll(&wait, 1, TerminalLimits.signalMilliseconds) > 0
    }

    /// Shows the question once nothing is echoed any more: whoever types at once is not shown, and
    /// nothing of it is dropped.
    func readHidden(_ question: String) -> (bytes: [UInt8]?, signal: Int32) {
        var before = termios()
        guard unsafe tcgetattr(descriptor, &before) == 0 else {
            write(question)
            return (nil, 0)
        }
        var hidden = before
        hidden.c_lflag &= ~tcflag_t(ECHO)
        hidden.c_lflag |= tcflag_t(ICANON)
        caughtSignal.store(0, ordering: .sequentiallyConsistent)
        let handlers = Self.signals.map { Self.catching($0) }
        unsafe tcsetattr(descriptor, TCSAFLUSH, &hidden)
        write(question)
        let bytes = readUnlessSignalled()
        unsafe tcsetattr(descriptor, TCSAFLUSH, &before)
        for (signal, handler) in zip(Self.signals, handlers) {
            var handler = handler
            unsafe sigaction(signal, &handler, nil)
        }
        return (bytes, caughtSignal.load(ordering: .sequentiallyConsistent))
    }

    /// A signal may reach another thread and leave the read waiting, hence short waits.
    private func readUnlessSignalled() -> [UInt8]? {
        while caughtSignal.load(ordering: .sequentiallyConsistent) == 0 {
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let count = unsafe poll(&wait, 1, TerminalLimits.signalMilliseconds)
            if count > 0 { return readLine() }
            if count < 0, errno != EINTR { return nil }
        }
        return nil
    }

    private static func catching(_ signal: Int32) -> sigaction {
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { number in
            caughtSignal.store(number, ordering: .sequentiallyConsistent)
        }
        var before = sigaction()
        unsafe sigaction(signal, &action, &before)
        return before
    }
}
