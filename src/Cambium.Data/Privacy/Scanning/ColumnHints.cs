namespace Cambium.Data;

/// <summary>What the name of a column tells of its values, in a few languages.</summary>
static class ColumnHints
{
    // Words as they stand in names of columns, cut at signs and capital letters; several words must follow one another.
    static readonly (PersonalDataKind Kind, string[] Words)[] Hints =
    [
        (PersonalDataKind.Email, ["email", "mail", "e mail", "emailaddress"]),
        (PersonalDataKind.Phone, ["phone", "telephone", "tel", "mobile", "cellphone", "fax", "telefon", "handy", "msisdn"]),
        (PersonalDataKind.CardNumber, ["card", "cardnumber", "pan", "creditcard", "cc number"]),
        (PersonalDataKind.Iban, ["iban", "bank account"]),
        (PersonalDataKind.NationalNumber, ["ssn", "social security", "national id", "nationalid", "personnummer", "fodselsnummer", "bsn", "dni", "nif", "pesel", "cpf", "passport", "tax id"]),
        (PersonalDataKind.DateOfBirth, ["birth", "dob", "birthday", "birthdate", "dateofbirth", "born", "geburtsdatum", "geburtstag", "naissance", "nacimiento"]),
        (PersonalDataKind.PersonName, ["first name", "last name", "firstname", "lastname", "surname", "full name", "fullname", "given name", "family name", "maiden name", "vorname", "nachname", "prenom", "apellido", "customer name", "patient name", "employee name"]),
        (PersonalDataKind.Address, ["address", "street", "postcode", "postal code", "zip", "zipcode", "zip code", "strasse", "plz", "adresse"]),
        (PersonalDataKind.NetworkAddress, ["ip", "ip address", "ipaddress", "mac address"]),
    ];

    // "months_at_address" counts, "has_phone" answers: such columns are about the thing and do not hold it.
    static readonly string[] Measures = ["days", "weeks", "months", "years", "hours", "count", "num", "total", "is", "has", "n"];

    internal static PersonalDataKind? Of(string name)
    {
        var words = $" {Words(name)} ";
        if (Measures.Any(measure => words.Contains($" {measure} ", StringComparison.Ordinal)))
        {
            return null;
        }

        // Alone the word tells of people more often than not; within others, as in "product name", it does not.
        if (words is " name " or " names ")
        {
            return PersonalDataKind.PersonName;
        }

        foreach (var (kind, hints) in Hints)
        {
            if (hints.Any(hint => words.Contains($" {hint} ", StringComparison.Ordinal)))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>"CustomerEmail_2" as "customer email".</summary>
    static string Words(string name)
    {
        var words = new List<char>();
        for (var i = 0; i < name.Length; i++)
        {
            var isStart = i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (isStart || !char.IsLetter(name[i]))
            {
                words.Add(' ');
            }

            if (char.IsLetter(name[i]))
            {
                words.Add(char.ToLowerInvariant(name[i]));
            }
        }

        return string.Join(' ', new string([.. words]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
