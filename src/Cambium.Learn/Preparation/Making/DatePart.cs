namespace Cambium.Learn;

/// <summary>A part of a date and time, as a number.</summary>
public enum DatePart
{
    /// <summary>The year.</summary>
    Year,

    /// <summary>The quarter, from 1 to 4.</summary>
    Quarter,

    /// <summary>The month, from 1 to 12.</summary>
    Month,

    /// <summary>The week of ISO 8601, from 1 to 53.</summary>
    Week,

    /// <summary>The day of the month, from 1 to 31.</summary>
    Day,

    /// <summary>The day of the year, from 1 to 366.</summary>
    DayOfYear,

    /// <summary>The day of the week, from 1 for Monday to 7.</summary>
    DayOfWeek,

    /// <summary>1 on Saturdays and Sundays, else 0.</summary>
    Weekend,

    /// <summary>The hour, from 0 to 23.</summary>
    Hour,

    /// <summary>The minute, from 0 to 59.</summary>
    Minute,

    /// <summary>The second, from 0 to 59.</summary>
    Second,
}
