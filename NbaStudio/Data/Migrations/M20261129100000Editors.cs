using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace NbaStudio.Data.Migrations;

/// <summary>Changes know everybody who worked on them.</summary>
[DbContext(typeof(ConsoleDb))]
[Migration("20261129100000_Editors")]
internal sealed class M20261129100000Editors : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.AddColumn<string>("Editors", "changes", nullable: true);
}
