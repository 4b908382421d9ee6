namespace Cambium.Data;

/// <summary>What kind of personal data a column seems to hold.</summary>
public enum PersonalDataKind
{
    /// <summary>Names of people, by the column's name.</summary>
    PersonName,

    /// <summary>E-mail addresses.</summary>
    Email,

    /// <summary>Telephone numbers.</summary>
    Phone,

    /// <summary>Numbers of payment cards: of a known issuer, with a right check digit (Luhn, ISO/IEC 7812-1).</summary>
    CardNumber,

    /// <summary>Numbers of bank accounts with right check digits (ISO 13616, mod 97).</summary>
    Iban,

    /// <summary>Numbers that states give people: Brazil, Finland, Netherlands, Norway, Poland, Spain, Sweden with their check digits; United States by form.</summary>
    NationalNumber,

    /// <summary>Dates of birth, by the column's name.</summary>
    DateOfBirth,

    /// <summary>Places where people live, by the column's name.</summary>
    Address,

    /// <summary>Addresses of devices in networks (IPv4).</summary>
    NetworkAddress,

    /// <summary>Sentences, in which anything may stand.</summary>
    FreeText,
}
