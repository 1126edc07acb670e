import LenetEngine
import LenetRules

/// The ways of several rules over a landscape, from the same start and through the same noise: what `path` returns.
package struct LandscapePath: Sendable {
    package struct Track: Sendable {
        /// As tables show the rule: `sgd lr 0.001`.
        package var label: String
        /// The point before the first step and after each, one after another, `variables` numbers each.
        package var coordinates: [Double] = []
        /// The height at each point.
        package var values: [Double] = []
        /// The gradients that the steps were made from, noise included; as `coordinates`, one point shorter.
        package var gradients: [Double] = []
        /// The step that left what numbers can hold; its point is not kept.
        package var divergedAt: Int?
        /// The first step at which the nearest minimum was no farther than `within`.
        package var reachedAt: Int?
        /// The last point's; nil where the landscape names no minimum.
        package var distance: Double?
    }

    package var landscape: Landscape
    package var start: [Double]
    /// How many were asked for.
    package var steps: Int
    package var epochs: Int
    package var noise: GradientNoise
    package var within: Double
    package var dialect: Dialect
    package var tracks: [Track]

    package func points(of track: Track) -> [[Double]] { Self.cut(track.coordinates, by: start.count) }
    package func gradients(of track: Track) -> [[Double]] { Self.cut(track.gradients, by: start.count) }
    package func end(of track: Track) -> [Double] { Array(track.coordinates.suffix(start.count)) }

    private static func cut(_ numbers: [Double], by count: Int) -> [[Double]] {
        stride(from: 0, to: numbers.count, by: max(1, count)).map { Array(numbers[$0..<min($0 + count, numbers.count)]) }
    }

    /// What a path may ask for.
    package struct Request: Sendable {
        package var landscape: Landscape
        package var rules: [(label: String, rule: RuleInUse)]
        package var start: [Double]
        package var steps: Int
        package var epochs: Int
        package var noise: GradientNoise
        package var within: Double
        package var dialect: Dialect

        package init(
            landscape: Landscape, rules: [(label: String, rule: RuleInUse)], start: [Double], steps: Int, epochs: Int = 1,
            noise: GradientNoise, within: Double = 0.01, dialect: Dialect
        ) {
            self.landscape = landscape
            self.rules = rules
            self.start = start
            self.steps = steps
            self.epochs = epochs
            self.noise = noise
            self.within = within
            self.dialect = dialect
        }
    }

    /// nil where it was interrupted. The height and the slopes at the start must be finite.
    package init?(_ request: Request, isInterrupted: () -> Bool = { false }) {
        landscape = request.landscape
        start = request.start
        steps = request.steps
        epochs = request.epochs
        noise = request.noise
        within = request.within
        dialect = request.dialect
        tracks = []
        for (label, rule) in request.rules {
            guard let track = Self.track(label, rule, request, isInterrupted) else { return nil }
            tracks.append(track)
        }
    }

    private static func track(_ label: String, _ rule: RuleInUse, _ request: Request, _ isInterrupted: () -> Bool) -> Track? {
        let landscape = request.landscape
        var walk = LandscapeWalk(
            landscape: landscape, rule: rule, from: request.start, noise: request.noise, steps: request.steps, epochs: request.epochs)
        var track = Track(label: label)
        func keep(_ point: [Double], _ value: Double, _ step: Int) {
            track.coordinates += point
            track.values.append(value)
            track.distance = landscape.distanceToMinimum(from: point)
            if track.reachedAt == nil, let distance = track.distance, distance <= request.within { track.reachedAt = step }
        }
        keep(request.start, landscape.value(at: request.start), 0)
        for step in 1...max(1, request.steps) {
            if step % 256 == 0, isInterrupted() { return nil }
            let gradient = walk.advance()
            let point = walk.point
            let value = landscape.value(at: point)
            guard value.isFinite, (point + walk.weights + gradient).allSatisfy(\.isFinite) else {
                track.divergedAt = step
                break
            }
            track.gradients += gradient
            keep(point, value, step)
        }
        return track
    }
}
