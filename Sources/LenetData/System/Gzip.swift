import CZlib

enum Gzip {
    /// The first two bytes of every gzip file.
    static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B }

    enum Outcome {
        /// What was packed, at most the asked number of bytes and one more. `isWhole`: the stream came to its end, checksum right.
        case bytes([UInt8], isWhole: Bool)
        case damaged(reason: String)
    }

    /// What stands round a stream: gzip's header and checksum, zlib's as in PNG, or nothing, as in a ZIP file.
    enum Wrapping {
        case gzip, zlib, none

        /// For zlib: 15 is the largest window; 16 more: gzip; negative: nothing.
        fileprivate var windowBits: Int32 {
            switch self {
            case .gzip: 15 + 16
            case .zlib: 15
            case .none: -15
            }
        }
    }

    /// Unpacks until the end or until more than `limit` bytes have come, so that a small file cannot fill the memory.
    static func inflate(_ packed: [UInt8], limit: Int, wrapping: Wrapping = .gzip) -> Outcome {
        var stream = z_stream()
        guard inflateInit2_(&stream, wrapping.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return .damaged(reason: "zlib does not start")
        }
        defer { inflateEnd(&stream) }
        var packed = packed
        var output: [UInt8] = []
        // What is asked for comes from the file itself and may be nonsense, so it is not simply believed.
        output.reserveCapacity(min(limit, 1 << 26) + (1 << 18))
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        return packed.withUnsafeMutableBufferPointer { input in
            var consumed = 0
            while output.count <= limit {
                if stream.avail_in == 0 {
                    let size = min(input.count - consumed, 1 << 20)
                    stream.next_in = input.baseAddress.map { $0 + consumed }
                    stream.avail_in = UInt32(size)
                    consumed += size
                }
                let (status, produced) = chunk.withUnsafeMutableBufferPointer { buffer in
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = UInt32(buffer.count)
                    let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    return (status, buffer.count - Int(stream.avail_out))
                }
                output.append(contentsOf: chunk[..<produced])
                switch status {
                case Z_STREAM_END:
                    let rest = input.count - consumed + Int(stream.avail_in)
                    if rest > 0 { return .damaged(reason: "\(grouped(rest)) bytes follow its end") }
                    return .bytes(output, isWhole: true)
                case Z_OK: continue
                case Z_BUF_ERROR where stream.avail_in == 0 && consumed == input.count:
                    return .bytes(output, isWhole: false)
                default:
                    return .damaged(reason: stream.msg.map { String(cString: $0) } ?? "zlib error \(status)")
                }
            }
            return .bytes(output, isWhole: true)
        }
    }
}
