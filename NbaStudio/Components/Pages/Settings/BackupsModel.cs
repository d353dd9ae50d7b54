using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Settings;

/// <summary>What the page of backups shows.</summary>
public sealed record BackupsModel(IReadOnlyList<BackupView> All, BackupStanding Standing);
