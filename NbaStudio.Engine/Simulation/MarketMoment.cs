namespace NbaStudio.Engine.Simulation;

/// <summary>The circumstances in which somebody sees an offer.</summary>
/// <param name="Channel">Id of the channel.</param>
/// <param name="Intent">What the person is about, such as cancellation, upgrade, device, billing, travel; none.</param>
/// <param name="CancelViews">Views of the cancel page in the last half hour.</param>
/// <param name="JustBought">Whether something was bought within a day.</param>
/// <param name="Upset">Whether a complaint was made within three days.</param>
/// <param name="Time">When.</param>
public readonly record struct MarketMoment(string Channel, string Intent, int CancelViews, bool JustBought, bool Upset, DateTimeOffset Time);
