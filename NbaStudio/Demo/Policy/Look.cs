namespace NbaStudio.Demo.Policy;

/// <summary>A channel and, where it has several, the placement.</summary>
internal enum Look { WebHero, WebTile, AppHero, AppInbox, Push, Email, Sms, Agent }
