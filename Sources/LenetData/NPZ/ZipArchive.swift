import CZlib

/// The members of a ZIP file, read by its central directory: stored and deflated ones, which is what NumPy writes.
/// Source: PKWARE, APPNOTE.TXT, sections 4.3 and 4.4.
struct ZipArchive {
    struct Member {
        var name: String
        var method: Int
        var isEncrypted: Bool
        var checksum: UInt32
        var packedSize: Int
        var size: Int
        /// Of its local header.
        var offset: Int
    }

    let bytes: [UInt8]
    let members: [Member]

    init(_ bytes: [UInt8]) throws(ZipFault) {
        guard let end = Self.endRecord(bytes) else { throw .noDirectory }
        let count = bytes.littleEndian(end + 10, 2)
        let size = bytes.littleEndian(end + 12, 4)
        let start = bytes.littleEndian(end + 16, 4)
        if bytes.littleEndian(end + 4, 2) != 0 || count != bytes.littleEndian(end + 8, 2) { throw .severalParts }
        if count == 0xFFFF || start == 0xFFFF_FFFF { throw .tooLarge }
        guard start + size <= end else { throw .damagedDirectory }
        var members: [Member] = []
        var at = start
        for _ in 0..<count {
            // Signature, 42 bytes of fields, then three texts whose lengths are among them.
            guard at + 46 <= end, bytes.littleEndian(at, 4) == 0x0201_4B50 else { throw .damagedDirectory }
            let lengths = [28, 30, 32].map { bytes.littleEndian(at + $0, 2) }
            let next = at + 46 + lengths.reduce(0, +)
            guard next <= end else { throw .damagedDirectory }
            let name = String(decoding: bytes[at + 46..<at + 46 + lengths[0]], as: UTF8.self)
            members.append(
                Member(
                    name: name, method: bytes.littleEndian(at + 10, 2), isEncrypted: bytes.littleEndian(at + 8, 2) & 1 == 1,
                    checksum: UInt32(truncatingIfNeeded: bytes.littleEndian(at + 16, 4)), packedSize: bytes.littleEndian(at + 20, 4),
                    size: bytes.littleEndian(at + 24, 4), offset: bytes.littleEndian(at + 42, 4)))
            at = next
        }
        self.bytes = bytes
        self.members = members
    }

    /// A member's bytes, unpacked; its length and checksum are what the directory says.
    func read(_ member: Member) throws(ZipFault) -> [UInt8] {
        if member.isEncrypted { throw .encrypted(member: member.name) }
        if member.size == 0xFFFF_FFFF || member.packedSize == 0xFFFF_FFFF { throw .tooLarge }
        guard member.size <= Files.largest else { throw .tooLarge }
        // The local header repeats the name and has an extra text of its own length.
        let header = member.offset
        guard header + 30 <= bytes.count, bytes.littleEndian(header, 4) == 0x0403_4B50 else { throw .damagedMember(member.name) }
        let start = header + 30 + bytes.littleEndian(header + 26, 2) + bytes.littleEndian(header + 28, 2)
        guard start + member.packedSize <= bytes.count else { throw .damagedMember(member.name) }
        let packed = bytes[start..<start + member.packedSize]
        let unpacked: [UInt8]
        switch member.method {
        case 0: unpacked = Array(packed)
        case 8:
            switch Gzip.inflate(Array(packed), limit: member.size, wrapping: .none) {
            case .bytes(let bytes, let isWhole):
                guard isWhole else { throw .truncatedMember(member.name) }
                unpacked = bytes
            case .damaged: throw .damagedMember(member.name)
            }
        default: throw .unknownMethod(member: member.name, method: member.method)
        }
        guard unpacked.count == member.size else {
            throw .wrongSize(member: member.name, expected: member.size, found: unpacked.count)
        }
        let checksum = unpacked.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32(truncatingIfNeeded: $0.count)) }
        guard UInt32(truncatingIfNeeded: checksum) == member.checksum else { throw .wrongChecksum(member: member.name) }
        return unpacked
    }

    /// The last record, found from the end: a comment of up to 65,535 bytes may follow it.
    private static func endRecord(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        for at in stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 0xFFFF), by: -1)
        where bytes[at] == 0x50 && bytes.littleEndian(at, 4) == 0x0605_4B50 {
            if at + 22 + bytes.littleEndian(at + 20, 2) == bytes.count { return at }
        }
        return nil
    }
}

/// What is wrong with a ZIP file.
package enum ZipFault: Error, Sendable, Hashable {
    /// No directory at its end: another format, or cut off.
    case noDirectory
    case damagedDirectory
    case severalParts
    case tooLarge
    case encrypted(member: String)
    case unknownMethod(member: String, method: Int)
    case damagedMember(String)
    case truncatedMember(String)
    case wrongSize(member: String, expected: Int, found: Int)
    case wrongChecksum(member: String)
}

extension Array<UInt8> {
    /// An unsigned number of up to 7 bytes, the lowest first. The caller has checked that they are there.
    func littleEndian(_ position: Int, _ size: Int) -> Int {
        var number = 0
        for byte in (0..<size).reversed() { number = number << 8 | Int(self[position + byte]) }
        return number
    }
}
