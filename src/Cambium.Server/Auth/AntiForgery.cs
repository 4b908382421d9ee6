using System.Security.Cryptography;
using System.Text;

namespace Cambium.Server;

/// <summary>
/// The word that a form must bring along: made from a cookie that only the browser and this server know, so that another site, which can make a browser
/// post but not read, cannot know it. It tells nothing about the cookie.
/// </summary>
static class AntiForgery
{
    /// <summary>The name of the form's hidden field.</summary>
    internal const string Field = "anti_forgery";

    /// <summary>The word of a cookie's value.</summary>
    internal static string Of(string cookie) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(cookie), "cambium form"u8));

    /// <summary>Whether a form brought the word of its cookie.</summary>
    internal static bool IsValid(string? cookie, string? word) =>
        !string.IsNullOrEmpty(cookie) && word is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(cookie)), Encoding.UTF8.GetBytes(word));
}
