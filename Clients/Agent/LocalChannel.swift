import CPlatform
import MadarClient
import NIOCore
import NIOPosix

/// What both ends of the agent's socket do alike: whole bodies in, whole bodies out, and a look
/// at who is at the other end.
enum LocalChannel {
    /// Cuts a stream into bodies; a body that is longer than allowed ends the connection.
    final class Decoder: NIOSingleStepByteToMessageDecoder {
        typealias InboundOut = [UInt8]

        func decode(buffer: inout ByteBuffer) throws -> [UInt8]? {
            guard let count = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self) else {
                return nil
            }
            guard count > 0, count <= AgentLimits.messageByteCountMax else {
                throw ClientError(.tooLarge)
            }
            guard buffer.readableBytes >= 4 + Int(count) else { return nil }
            buffer.moveReaderIndex(forwardBy: 4)
            return buffer.readBytes(length: Int(count))
        }

        func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> [UInt8]? {
            try decode(buffer: &buffer)
        }
    }

    /// Puts the length before a body.
    final class Encoder: MessageToByteEncoder {
        typealias OutboundIn = [UInt8]

        func encode(data: [UInt8], out: inout ByteBuffer) throws {
            out.writeInteger(UInt32(data.count))
            out.writeBytes(data)
        }
    }

    /// The user of the process at the other end of a connected socket; -1 where none is known.
    static func user(of channel: any Channel) -> Int64 {
        let user = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(
            of: NIOBSDSocket.Handle.self
        ) { handle in madar_peer_user(handle) }
        return user ?? -1
    }

    /// Wraps a socket.
    static func wrap(_ channel: any Channel) throws -> NIOAsyncChannel<[UInt8], [UInt8]> {
        try channel.pipeline.syncOperations.addHandlers([
            ByteToMessageHandler(Decoder()), MessageToByteHandler(Encoder()),
        ])
        return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
    }
}
