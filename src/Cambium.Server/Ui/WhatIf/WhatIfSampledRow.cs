namespace Cambium.Server;

/// <summary>A kept row to start from.</summary>
/// <param name="Number">Its number in the table that it was taken from, from 1.</param>
/// <param name="Words">What a menu calls it: "row 12: yes, yes 0.8100".</param>
/// <param name="Row">Its values.</param>
sealed record WhatIfSampledRow(int Number, string Words, WhatIfRow Row);
