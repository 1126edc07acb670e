import LenetRandom

/// Turns ink into an image as MNIST's authors did: fitted into 20 x 20 pixels with its proportions kept, grey where the edge
/// covers a pixel in part, then set into 28 x 28 with its centre of mass in the middle.
struct Canvas {
    static let side = 28
    static let box = 20
    private var coverage = [Double](repeating: 0, count: box * box)

    /// `softness`: half the width of an edge, in pixels. `roughness`: how much chance changes the grey of an edge.
    mutating func draw(
        _ ink: Ink, softness: Double, roughness: Double, _ stream: inout RandomStream,
        into image: UnsafeMutableBufferPointer<UInt8>
    ) {
        rasterize(ink, softness: softness)
        for index in coverage.indices where coverage[index] > 0 && coverage[index] < 1 {
            coverage[index] = min(max(coverage[index] + roughness * (stream.uniform() - 0.5), 0.004), 1)
        }
        centre(into: image)
    }

    private mutating func rasterize(_ ink: Ink, softness: Double) {
        var (left, right, top, bottom) = (Double.infinity, -Double.infinity, Double.infinity, -Double.infinity)
        for dot in ink.dots {
            left = min(left, dot.x - dot.radius)
            right = max(right, dot.x + dot.radius)
            top = min(top, dot.y - dot.radius)
            bottom = max(bottom, dot.y + dot.radius)
        }
        let side = Double(Self.box)
        let scale = side / max(right - left, bottom - top)
        // The shorter side in the middle.
        let originX = (side - (right - left) * scale) / 2 - left * scale
        let originY = (side - (bottom - top) * scale) / 2 - top * scale
        coverage.withUnsafeMutableBufferPointer { pixels in
            pixels.update(repeating: 0)
            var previous = ink.dots[0]
            for dot in ink.dots {
                let start = dot.startsStroke ? dot : previous
                Self.line(
                    start.x * scale + originX, start.y * scale + originY, start.radius * scale,
                    dot.x * scale + originX, dot.y * scale + originY, dot.radius * scale, softness, pixels)
                previous = dot
            }
        }
    }

    /// A line with round ends whose radius goes from r0 to r1. A pixel's grey is how far its middle lies inside the edge.
    private static func line(
        _ x0: Double, _ y0: Double, _ r0: Double, _ x1: Double, _ y1: Double, _ r1: Double, _ softness: Double,
        _ pixels: UnsafeMutableBufferPointer<Double>
    ) {
        let last = Double(box - 1)
        let reach = max(r0, r1) + softness
        let firstColumn = Int(max(0, min(x0, x1) - reach - 0.5))
        let lastColumn = Int(min(last, max(0, max(x0, x1) + reach)))
        let firstRow = Int(max(0, min(y0, y1) - reach - 0.5))
        let lastRow = Int(min(last, max(0, max(y0, y1) + reach)))
        guard firstColumn <= lastColumn, firstRow <= lastRow else { return }
        let (dx, dy) = (x1 - x0, y1 - y0)
        let squaredLength = dx * dx + dy * dy
        let perLength = squaredLength > 1e-12 ? 1 / squaredLength : 0
        for row in firstRow...lastRow {
            let py = Double(row) + 0.5 - y0
            for column in firstColumn...lastColumn {
                let px = Double(column) + 0.5 - x0
                let t = min(max((px * dx + py * dy) * perLength, 0), 1)
                let (ex, ey) = (px - t * dx, py - t * dy)
                let squaredDistance = ex * ex + ey * ey
                let edge = r0 + (r1 - r0) * t + softness
                if squaredDistance >= edge * edge { continue }
                let grey = min((edge - squaredDistance.squareRoot()) / (2 * softness), 1)
                let index = row * box + column
                if grey > pixels[index] { pixels[index] = grey }
            }
        }
    }

    private func centre(into image: UnsafeMutableBufferPointer<UInt8>) {
        var (mass, sumX, sumY) = (0.0, 0.0, 0.0)
        for row in 0..<Self.box {
            for column in 0..<Self.box {
                let grey = coverage[row * Self.box + column]
                mass += grey
                sumX += grey * (Double(column) + 0.5)
                sumY += grey * (Double(row) + 0.5)
            }
        }
        let free = Self.side - Self.box
        // MNIST's centres of mass lie within half a pixel of the middle of pixel (14, 14), not of the image's middle, 14.0.
        let middle = Double(Self.side) / 2 + 0.5
        let offsetX = min(max(Int(middle - sumX / mass + 0.5), 0), free)
        let offsetY = min(max(Int(middle - sumY / mass + 0.5), 0), free)
        image.update(repeating: 0)
        for row in 0..<Self.box {
            for column in 0..<Self.box {
                image[(row + offsetY) * Self.side + column + offsetX] = UInt8(coverage[row * Self.box + column] * 255 + 0.5)
            }
        }
    }
}
