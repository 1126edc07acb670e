import LenetCards

/// Pictures of clothes in MNIST's form, by Xiao, Rasul and Vollgraf (2017).
package enum FashionMNIST {
    package static let source = DataSource(card) { _, locator, progress throws(DataError) in
        try collection.read(locator, progress)
    }

    package static let card = Card(
        .dataset, "fashion_mnist", "Clothes in MNIST's form, and harder: 60,000 to train with and 10,000 to test, 28x28.",
        notes: [
            "Classes: 0 T-shirt, 1 trousers, 2 pullover, 3 dress, 4 coat, 5 sandal, 6 shirt, 7 sneaker, 8 bag, 9 ankle boot.",
            "It is looked for in $LENET_DATA/fashion_mnist where that is set, else in data/fashion_mnist, in the cache and in "
                + "/usr/share/datasets/fashion-mnist (Debian's package dataset-fashion-mnist), and downloaded where it is in none of them.",
        ],
        examples: [Example("load fashion_mnist or digits", "the drawn digits where it cannot be had")],
        otherSpellings: ["fashion", "fashionmnist", "fmnist"])

    package static let collection = IDXCollection(
        name: "fashion_mnist", title: "Fashion-MNIST", folders: ["fashion_mnist", "fashion-mnist"],
        systemFolders: ["/usr/share/datasets/fashion-mnist"],
        mirrors: [
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
        ],
        // Computed from the files of Debian's package dataset-fashion-mnist 0.0~git20200523. It packs them anew without names and
        // times; with the original gzip headers put back (31 August 2017, 10:50 UTC) all four have the MD5 sums that the authors'
        // README gives for the packed files, so these are the authors' bytes.
        checksums: [
            .trainingImages: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
            .trainingLabels: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            .testImages: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
            .testLabels: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
        ])
}
