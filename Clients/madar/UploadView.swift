import Agent
import Catalog
import Circuit
import Commands
import MadarClient
import Terminal

/// What a person sees of pictures and documents that leave or come.
struct UploadView {
    private let context: Context
    private let agent: AgentClient

    init(_ context: Context, _ agent: AgentClient) {
        self.context = context
        self.agent = agent
    }

    /// Waits until certain uploads have left or do not move any more, and tells what became of
    /// them.
    ///
    /// - Parameter count: how many there are with those that have left already.
    func wait(_ count: Int, for isMeant: (WaitingUpload) -> Bool) async throws {
        let all = try await agent.uploads().filter(isMeant)
        let numbers = Set(all.map(\.number))
        let size = all.reduce(0) { $0 + Int($1.place.attachment.byteCount) }
        let line = ProgressLine(context)
        var (last, still) = (-1, 0)
        var left = all
        while !left.isEmpty, left.contains(where: { $0.refusal == nil }),
            still < MadarLimits.stillQuestionsMax
        {
            let waiting = left.reduce(0) { sum, upload in
                sum + Int(upload.place.attachment.byteCount) - upload.sentByteCount
            }
            let sent = max(0, size - waiting)
            still = sent == last ? still + 1 : 0
            last = sent
            line.show(
                .uploading(
                    sent: DataSize.text(sent, context.language),
                    size: DataSize.text(size, context.language)))
            try await Task.sleep(for: .milliseconds(MadarLimits.uploadMilliseconds))
            left = try await agent.uploads().filter { numbers.contains($0.number) }
        }
        line.erase()
        let refused = left.count { $0.refusal != nil }
        let waiting = left.count - refused
        let gone = max(count, all.count) - left.count
        if gone > 0 { context.tell(.uploadsSent(count: context.count(gone, .attachments))) }
        if waiting > 0 {
            context.tell(.uploadsWait(count: context.count(waiting, .attachments)))
        }
        if refused > 0 {
            context.tell(.uploadsRefused(count: context.count(refused, .attachments)))
        }
    }
}

/// One line on the error stream that changes while something goes on: on a terminal only.
struct ProgressLine {
    private let context: Context
    private let isShown: Bool

    init(_ context: Context) {
        self.context = context
        isShown = !context.isJSON && !context.screen.isPlain && StandardStream.error.isTerminal
    }

    func show(_ notice: Notice) {
        if isShown { StandardStream.error.write("\r\u{1B}[K" + context.say(notice)) }
    }

    func erase() {
        if isShown { StandardStream.error.write("\r\u{1B}[K") }
    }
}
