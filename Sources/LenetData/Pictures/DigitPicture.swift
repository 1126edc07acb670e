/// A picture made into what a network that learnt MNIST knows: light ink on black, the digit in a box of 20 of the 28 pixels, its
/// weight in the middle.
///
/// Source: LeCun, Cortes and Burges, "The MNIST database": scaled to a box of 20x20 with its proportions kept and grey levels from
/// anti-aliasing, then placed so that the centre of mass lies in the middle of 28x28.
package struct DigitPicture: Sendable {
    /// height x width, 0 is background.
    package var pixels: [UInt8]
    /// What was done, for people: "dark on light, so turned over; …".
    package var steps: [String]

    /// `height`, `width`: what the network takes.
    package init(_ picture: GrayPicture, height: Int, width: Int) throws(PictureFault) {
        steps = []
        let background = Self.background(of: picture)
        let isDarkOnLight = background > 127
        if isDarkOnLight { steps.append("dark on light, so turned over") }
        if picture.width == width, picture.height == height {
            // Of the network's own size: what is there is meant.
            pixels = isDarkOnLight ? picture.pixels.map { 255 - $0 } : picture.pixels
            if !pixels.contains(where: { $0 != pixels[0] }) { throw .empty }
            return
        }
        let ink = try Self.ink(picture, background, isDarkOnLight)
        let box = Self.box(ink, width: picture.width)
        let scale = min(Double(height), Double(width)) * 20 / 28 / Double(max(box.rows.count, box.columns.count))
        let rows = max(1, min(height, Int((Double(box.rows.count) * scale).rounded())))
        let columns = max(1, min(width, Int((Double(box.columns.count) * scale).rounded())))
        steps.append("\(box.rows.count)x\(box.columns.count) of its \(picture.height)x\(picture.width) pixels scaled to \(rows)x\(columns)")
        let small = Self.scaled(ink, width: picture.width, box, rows: rows, columns: columns)
        let (top, left) = Self.place(small, rows: rows, columns: columns, height: height, width: width)
        pixels = [UInt8](repeating: 0, count: height * width)
        for row in 0..<rows {
            for column in 0..<columns { pixels[(top + row) * width + left + column] = UInt8(clamping: Int(small[row * columns + column].rounded())) }
        }
        steps.append("centred by its weight in \(height)x\(width)")
    }

    /// The shade of the edge: half of its pixels are lighter.
    private static func background(of picture: GrayPicture) -> Int {
        var edge: [UInt8] = []
        for column in 0..<picture.width { edge += [picture.pixels[column], picture.pixels[(picture.height - 1) * picture.width + column]] }
        for row in 0..<picture.height { edge += [picture.pixels[row * picture.width], picture.pixels[(row + 1) * picture.width - 1]] }
        return Int(edge.sorted()[edge.count / 2])
    }

    /// How much darker (or lighter) than the background each pixel is; the strongest is 255. What is faint is paper.
    private static func ink(_ picture: GrayPicture, _ background: Int, _ isDarkOnLight: Bool) throws(PictureFault) -> [Double] {
        let differences = picture.pixels.map { max(0, isDarkOnLight ? background - Int($0) : Int($0) - background) }
        guard let most = differences.max(), most >= 16 else { throw .empty }
        return differences.map { $0 * 5 < most ? 0 : Double($0 * 255) / Double(most) }
    }

    private static func box(_ ink: [Double], width: Int) -> (rows: Range<Int>, columns: Range<Int>) {
        var (top, bottom, left, right) = (Int.max, 0, Int.max, 0)
        for (place, pixel) in ink.enumerated() where pixel > 0 {
            let (row, column) = (place / width, place % width)
            (top, bottom, left, right) = (min(top, row), max(bottom, row), min(left, column), max(right, column))
        }
        return (top..<bottom + 1, left..<right + 1)
    }

    /// Each new pixel is the mean of the stretch of the old ones that it covers.
    private static func scaled(_ ink: [Double], width: Int, _ box: (rows: Range<Int>, columns: Range<Int>), rows: Int, columns: Int) -> [Double] {
        func parts(_ index: Int, _ count: Int, of range: Range<Int>) -> [(place: Int, share: Double)] {
            let (from, to) = (Double(index * range.count) / Double(count), Double((index + 1) * range.count) / Double(count))
            let first = Int(from)
            let last = min(range.count - 1, Int(to))
            return (first...max(first, last)).compactMap { place in
                let share = min(to, Double(place + 1)) - max(from, Double(place))
                return share > 0 ? (range.lowerBound + place, share / (to - from)) : nil
            }
        }
        let across = (0..<columns).map { parts($0, columns, of: box.columns) }
        var result: [Double] = []
        for row in 0..<rows {
            let down = parts(row, rows, of: box.rows)
            for column in 0..<columns {
                var sum = 0.0
                for (y, heightShare) in down {
                    for (x, widthShare) in across[column] { sum += ink[y * width + x] * heightShare * widthShare }
                }
                result.append(sum)
            }
        }
        return result
    }

    /// Its upper left corner, so that the centre of mass lies in the middle, as far as all of it stays in the picture.
    private static func place(_ ink: [Double], rows: Int, columns: Int, height: Int, width: Int) -> (top: Int, left: Int) {
        var (mass, down, across) = (0.0, 0.0, 0.0)
        for (index, pixel) in ink.enumerated() {
            mass += pixel
            down += pixel * (Double(index / columns) + 0.5)
            across += pixel * (Double(index % columns) + 0.5)
        }
        guard mass > 0 else { return ((height - rows) / 2, (width - columns) / 2) }
        let (top, left) = (Double(height) / 2 - down / mass, Double(width) / 2 - across / mass)
        return (min(max(0, Int(top.rounded())), height - rows), min(max(0, Int(left.rounded())), width - columns))
    }
}
