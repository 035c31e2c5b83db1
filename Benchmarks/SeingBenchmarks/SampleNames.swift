import Parties

/// Given and family names of ten languages, ten each.
struct SampleNames {
    let given: [String]
    let family: [String]

    private init(_ given: String, _ family: String) {
        self.given = given.split(separator: " ").map(String.init)
        self.family = family.split(separator: " ").map(String.init)
    }

    /// A hundred names, one after the other.
    func name(_ index: Int) -> PersonName {
        PersonName(given: given[index % given.count], family: family[index / given.count % family.count])
    }

    static let languages: [SampleNames] = [
        SampleNames(
            "Inès Hélène Loïc Maël Zoé Gaëlle François Noémie Théo Cécile",
            "Lefèvre Garçon Œuvrard Benoît Maçon Noël Pélissier Châtaignier Müller-Brûlé Gouÿn"),
        SampleNames(
            "João Inês Luís Conceição Sebastião António Mónica Fátima Tomás Cândida",
            "Gonçalves Guimarães Conceição Araújo Magalhães Simões Vitória Falcão Patrício Côrte-Real"),
        SampleNames(
            "Łukasz Małgorzata Agnieszka Święta Zbigniew Bożena Wojciech Krzysztof Grażyna Stanisław",
            "Żółkiewski Wójcik Kamiński Dąbrowska Kaźmierczak Gołębiowski Źrebiec Ćwikła Piątek Święcicka"),
        SampleNames(
            "Jiří Zdeněk Tomáš Božena Lukáš Čeněk Kateřina Vojtěch Ondřej Šárka",
            "Dvořák Němcová Růžička Žižka Kučera Horák Šťastný Ďurišová Říha Čapek"),
        SampleNames(
            "Ștefan Ioana Mihăiță Țuțea Răzvan Cătălina Bogdan Gheorghiță Ilinca Andrei",
            "Brâncuși Țîrlea Șerban Dumitrașcu Brătianu Ionescu Vlăduț Păunescu Călinescu Tănase"),
        SampleNames(
            "Şükrü Ayşe Gökhan İpek Çağla Ömer Tuğba Işıl Ülkü Yiğit",
            "Öztürk Yıldız Şahin Çelik Erdoğan Güneş Özdemir Aydın Koçoğlu İnanç"),
        SampleNames(
            "Thị-Hồng Đức Phương Quỳnh Tuấn Hải-Đăng Ngọc Thảo Dũng Ánh",
            "Nguyễn Trần Lê Phạm Huỳnh Võ Đặng Bùi Đỗ Dương"),
        SampleNames(
            "Ελένη Γιώργος Αικατερίνη Δημήτρης Χρύσα Ξένια Βασίλης Ζωή Φώτης Ψάλτης",
            "Παπαδοπούλου Οικονόμου Δημητρίου Γεωργίου Νικολαΐδης Αλεξίου Κωνσταντίνου Ιωάννου Χατζής Ρήγας"),
        SampleNames(
            "Юлия Сергей Екатерина Дмитрий Наталья Фёдор Ольга Александр Жанна Владимир",
            "Щербакова Кузнецов Ёлкина Яковлев Цветаева Григорьев Чехова Пастернак Эйзенштейн Быков"),
        SampleNames(
            "Győző Erzsébet Ádám Zsófia Örs Ildikó Lőrinc Gyöngyi Béla Tünde",
            "Szűcs Kovács Vörösmarty Fehér Tóth Nagyőri Hűvös Bíró Győrffy Kőszegi"),
    ]
}
