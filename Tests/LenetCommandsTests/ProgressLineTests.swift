import LenetCommands
import LenetEngine
import LenetLab
import Testing

@Suite struct ProgressLineTests {
    private let progress: TrainingProgress

    /// That of a real training, with numbers that are known.
    init() throws {
        let (session, _) = TestSession.make()
        try #require(session.run("load digits train 100\nmodel softmax_regression\ntrain with adam", name: "test") == .fine)
        let data = try #require(session.dataset)
        var state = try #require(session.training)
        var last: TrainingProgress?
        _ = try session.machine().train(
            &state, on: data, options: TrainingOptions(rule: try #require(session.lastRule).rule, batchSize: 100), progress: { last = $0 })
        var progress = try #require(last)
        (progress.epoch, progress.epochs, progress.step, progress.steps) = (2, 5, 700, 2345)
        (progress.imagesSeen, progress.loss, progress.secondsElapsed) = (89_600, 0.14142, 7)
        self.progress = progress
    }

    /// What the shell promises, all of it, in 80 columns.
    @Test func everythingFitsInEightyColumns() {
        let line = ProgressLine.text(progress, label: "adam", accuracy: 0.961, curve: { String(repeating: "#", count: $0) }, width: 80)
        for part in ["epoch 2/5", "step 700/2,345", "loss 0.141", "accuracy 0.961", "12,800 img/s", "16 s left", "###"] {
            #expect(line.contains(part), "\(line)")
        }
        #expect(line.count < 80)
    }

    @Test func noLineWraps() {
        for width in 20...200 {
            let line = ProgressLine.text(
                progress, label: "sgd lr 0.1 momentum 0.9 nesterov", accuracy: 0.961, curve: { String(repeating: "#", count: $0) }, width: width)
            #expect(line.count < width && line.contains("epoch 2/5"))
        }
    }

    @Test func theCurveFalls() {
        var curve = LiveCurve()
        for step in 0..<1000 { curve.add(1 / Double(step + 1)) }
        curve.add(.nan)
        let drawn = Array(curve.text(width: 12))
        #expect(drawn.count == 12 && drawn.first == "\u{2588}" && drawn.last == "\u{2581}")
        #expect(zip(drawn, drawn.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(curve.text(width: 5, isPlain: true).allSatisfy { $0.isASCII })
        #expect(LiveCurve().text(width: 8).isEmpty)
    }
}
