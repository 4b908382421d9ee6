namespace Cambium.Tracking;

/// <summary>How much of an answer may be held in memory. What is counted is the text; objects around it, and the JSON made of it, take a few times as much.</summary>
/// <param name="characters">Characters, and <see cref="PerItem"/> for each key with its value.</param>
sealed class AnswerRoom(long characters)
{
    /// <summary>What a key with its value takes that are empty.</summary>
    const int PerItem = 64;

    /// <summary>What is left; less than none where something did not go in.</summary>
    internal long Left { get; set; } = characters;

    internal bool IsOver => Left < 0;

    /// <summary>Whether a text still goes in.</summary>
    internal bool Takes(int length)
    {
        Left -= length + PerItem;
        return !IsOver;
    }
}
