import LenetCards

/// The handwritten digits of LeCun, Cortes and Burges (1998), made from NIST's forms.
package enum MNIST {
    package static let source = DataSource(card) { _, locator, progress throws(DataError) in
        try collection.read(locator, progress)
    }

    package static let card = Card(
        .dataset, "mnist", "Handwritten digits, 28x28: 60,000 to train with and 10,000 to test.",
        notes: [
            "It is looked for in $LENET_DATA/mnist where that is set, else in data/mnist and in the cache (~/.cache/lenet/mnist), and "
                + "downloaded to the cache where it is in none of them. Every file is checked: size, number and SHA-256.",
            "`train 48000 validation 12000` takes the first 48,000 training images in the order of their file and the next 12,000, so "
                + "it needs no seed; MNIST's file is well mixed. Images left over stay unused, and `load` says how many.",
        ],
        examples: [
            Example("load mnist or digits", "the drawn digits where MNIST cannot be had"),
            Example("load mnist or digits train 48000 validation 12000", "some images kept for validation"),
        ])

    package static let collection = IDXCollection(
        name: "mnist", title: "MNIST", folders: ["mnist"],
        mirrors: [
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "https://raw.githubusercontent.com/fgnt/mnist/master/",
        ],
        checksums: [
            .trainingImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            .trainingLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            .testImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            .testLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        ])
}
