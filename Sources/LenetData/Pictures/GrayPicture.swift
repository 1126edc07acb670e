/// A picture as shades of grey: 0 is black, 255 white.
package struct GrayPicture: Sendable, Hashable {
    package var width: Int
    package var height: Int
    /// height x width, row by row.
    package var pixels: [UInt8]

    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height, "as many pixels as the size says")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// Pixels on a side.
    package static let sideLimit = 16_384
    static let pixelLimit = 1 << 26

    /// Of a PNG or a PGM file.
    package init(reading bytes: [UInt8]) throws(PictureFault) {
        if bytes.starts(with: PNGFile.signature) {
            self = try PNGFile(reading: bytes).picture
        } else if bytes.starts(with: Array("P5".utf8)) || bytes.starts(with: Array("P2".utf8)) {
            self = try PGMFile.picture(reading: bytes)
        } else {
            throw .unknownKind
        }
    }

    static func check(width: Int, height: Int) throws(PictureFault) {
        guard width > 0, height > 0 else { throw .damaged(reason: "it has no pixels") }
        guard width <= sideLimit, height <= sideLimit, width * height <= pixelLimit else {
            throw .tooLarge(width: width, height: height, limit: sideLimit)
        }
    }
}
