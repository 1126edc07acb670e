import LenetEngine

// What accuracies tell, each with the luck that is in a limited number of images.

extension Evidence {
    /// The first epochs after which the loss on the images it is judged by was lowest, where it has risen since.
    var turning: Finding.Turning? {
        let rows = history.dropFirst().compactMap { row in row.judged.map { (epoch: row.epoch, loss: $0.loss) } }
        guard let lowest = rows.min(by: { $0.loss < $1.loss }), let last = rows.last, last.loss > lowest.loss * Threshold.aboveStart else { return nil }
        return Finding.Turning(epoch: lowest.epoch, lowest: lowest.loss, last: last.loss)
    }

    var overfitting: Diagnosis.Answer {
        guard let trained, let judged, epochs >= 1 else { return .unknown }
        let p = Proportion.compare(trained.right, judged.right).p
        guard trained.right.value - judged.right.value >= Threshold.gap, p < Threshold.level else { return .fine }
        return .found(.overfitting(training: trained, judged: judged, p: p, best: turning))
    }

    var dip: Diagnosis.Answer {
        guard let images else { return .unknown }
        guard epochs >= 2, let best = run.bestEpoch, let last = history.last, best.epoch != last.epoch, let high = best.judged?.accuracy,
            let low = last.judged?.accuracy, let top = score(high, images.judged, run.measuredOn),
            let end = score(low, images.judged, run.measuredOn)
        else { return .fine }
        let p = Proportion.compare(top.right, end.right).p
        return p < Threshold.level ? .found(.dip(best: top, epoch: best.epoch, last: end, p: p)) : .fine
    }

    var fewImages: Diagnosis.Answer {
        guard let judged else { return .unknown }
        let interval = judged.right.interval()
        return (interval.upper - interval.lower) / 2 > Threshold.wide ? .found(.fewImages(judged)) : .fine
    }

    var unbalanced: Diagnosis.Answer {
        guard let classes = images?.classes, classes.count > 1 else { return .unknown }
        let order = classes.indices.sorted { classes[$0] < classes[$1] }
        let (fewest, most) = (order[0], order[order.count - 1])
        guard Double(classes[most]) >= Double(max(1, classes[fewest])) * Threshold.unbalanced else { return .fine }
        return .found(
            .unbalanced(
                most: Finding.Count(label: most, images: classes[most]), fewest: Finding.Count(label: fewest, images: classes[fewest])))
    }

    /// A class of which there are images and which the network never says.
    var neverSaid: Diagnosis.Answer {
        guard let evaluation else { return .unknown }
        // One answer for everything is another story.
        if isAtChance { return .explained }
        let missing = evaluation.confusion.indices.filter { label in
            evaluation.confusion[label].reduce(0, +) > 0 && evaluation.confusion.allSatisfy { $0[label] == 0 }
        }
        guard let worst = missing.max(by: { evaluation.confusion[$0].reduce(0, +) < evaluation.confusion[$1].reduce(0, +) }) else { return .fine }
        let seen = images.flatMap { $0.classes.indices.contains(worst) ? $0.classes[worst] : nil }
        return .found(.neverSaid(label: worst, images: evaluation.confusion[worst].reduce(0, +), seen: seen))
    }
}
