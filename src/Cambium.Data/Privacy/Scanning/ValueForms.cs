using System.Text.RegularExpressions;

namespace Cambium.Data;

/// <summary>The forms of personal data that values can be told by.</summary>
static class ValueForms
{
    // Linear in the text, for texts come from anyone.
    const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    static readonly Regex Email = new(@"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}", Linear, Patience);
    static readonly Regex Phone = new(@"^\s*(\+|00|\(0?\+?[0-9]{1,4}\)|[0-9]{2,4}[ /-][0-9]{2,4}[ -])[0-9 ()./-]{4,18}\s*$", Linear, Patience);
    static readonly Regex Network = new(@"^\s*((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\s*$", Linear, Patience);
    static readonly Regex Date = new(@"^\s*[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}\b", Linear, Patience);

    internal static readonly ValueForm[] All =
    [
        new(PersonalDataKind.Email, "e-mail addresses in the values", IsSure: true, TakesNumbers: false, value => value.Contains('@', StringComparison.Ordinal) && Email.IsMatch(value)),
        new(PersonalDataKind.Iban, "bank accounts with right check digits", IsSure: true, TakesNumbers: false, CheckDigits.IsIban),
        new(PersonalDataKind.CardNumber, "payment cards with right check digits", IsSure: false, TakesNumbers: true, CheckDigits.IsCard),
        new(PersonalDataKind.NetworkAddress, "network addresses in the values", IsSure: false, TakesNumbers: false, Network.IsMatch),
        .. NationalNumbers.All.Select(number => new ValueForm(PersonalDataKind.NationalNumber, $"national numbers of {number.Country}", IsSure: false, number.TakesNumbers, number.Has)),
        new(PersonalDataKind.Phone, "telephone numbers in the values", IsSure: false, TakesNumbers: false, value => value.Count(char.IsAsciiDigit) is >= 7 and <= 15 && Phone.IsMatch(value) && !Date.IsMatch(value)),
    ];
}
