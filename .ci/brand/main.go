// Brand turns assets/icons/app.svg and FyneApp.toml into what the systems ask for. Run it
// from the top of the project:
//
//	go run ./.ci/brand icon      writes Icon.png and assets/icons/window.png
//	go run ./.ci/brand windows   writes forethought_windows_amd64.syso
//
// The second is what the Go linker puts into the Windows program: the icon in the sizes
// Windows shows, the version, and the manifest. Its name keeps it out of every other build.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"

	"github.com/BurntSushi/toml"
	"github.com/fyne-io/oksvg"
	"github.com/josephspurrier/goversioninfo"
	"github.com/srwiley/rasterx"
)

const (
	source = "assets/icons/app.svg"
	syso   = "forethought_windows_amd64.syso"
)

// manifest asks for no administrator rights, for paths beyond 260 characters, for UTF-8
// in the C parts, and for the current look of the system's own dialogs.
const manifest = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <assemblyIdentity type="win32" name="%s" version="%s" processorArchitecture="amd64"/>
  <dependency>
    <dependentAssembly>
      <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0"
        processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
    </dependentAssembly>
  </dependency>
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges>
        <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
      </requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application>
      <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/>
    </application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2</dpiAwareness>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
      <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
    </windowsSettings>
  </application>
</assembly>
`

func main() {
	var err error
	switch {
	case len(os.Args) == 2 && os.Args[1] == "icon":
		err = writeIcon()
	case len(os.Args) == 2 && os.Args[1] == "windows":
		err = writeSyso()
	default:
		err = fmt.Errorf("say icon or windows")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "brand:", err)
		os.Exit(1)
	}
}

// draw renders the icon as a square PNG.
func draw(side int) ([]byte, error) {
	text, err := os.ReadFile(source)
	if err != nil {
		return nil, fmt.Errorf("read icon: %w", err)
	}
	svg, err := oksvg.ReadIconStream(bytes.NewReader(text), oksvg.StrictErrorMode)
	if err != nil {
		return nil, fmt.Errorf("read icon %s: %w", source, err)
	}
	svg.SetTarget(0, 0, float64(side), float64(side))
	picture := image.NewRGBA(image.Rect(0, 0, side, side))
	svg.Draw(rasterx.NewDasher(side, side, rasterx.NewScannerGV(side, side, picture, picture.Bounds())), 1)
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return nil, fmt.Errorf("encode icon: %w", err)
	}
	return out.Bytes(), nil
}

// writeIcon writes the icon for the systems' own listings and, smaller, for the window.
func writeIcon() error {
	for name, side := range map[string]int{"Icon.png": 512, "assets/icons/window.png": 128} {
		data, err := draw(side)
		if err == nil {
			err = os.WriteFile(name, data, 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ico packs the icon in the sizes Windows shows, as PNG entries, which it reads since Vista.
func ico() ([]byte, error) {
	sides := []int{16, 20, 24, 32, 40, 48, 64, 128, 256}
	var head, body bytes.Buffer
	put := func(values ...any) {
		for _, v := range values {
			_ = binary.Write(&head, binary.LittleEndian, v) // a buffer takes everything
		}
	}
	put(uint16(0), uint16(1), uint16(len(sides)))
	start := 6 + 16*len(sides)
	for _, side := range sides {
		data, err := draw(side)
		if err != nil {
			return nil, err
		}
		put(uint8(side), uint8(side), uint8(0), uint8(0)) // 256 is written as 0
		put(uint16(1), uint16(32), uint32(len(data)), uint32(start+body.Len()))
		body.Write(data)
	}
	return append(head.Bytes(), body.Bytes()...), nil
}

func writeSyso() error {
	var app struct {
		Details struct {
			Name, Version string
			Build         int
		}
	}
	if _, err := toml.DecodeFile("FyneApp.toml", &app); err != nil {
		return fmt.Errorf("read FyneApp.toml: %w", err)
	}
	d := app.Details
	fixed, err := goversioninfo.NewFileVersion(fmt.Sprintf("%s.%d", d.Version, d.Build))
	if err != nil {
		return fmt.Errorf("read version %q: %w", d.Version, err)
	}
	scratch, err := os.MkdirTemp("", "brand")
	if err != nil {
		return fmt.Errorf("make scratch folder: %w", err)
	}
	defer os.RemoveAll(scratch)
	icon, err := ico()
	if err != nil {
		return err
	}
	text := fmt.Sprintf(manifest, d.Name, fixed.GetVersionString())
	icoFile, manifestFile := filepath.Join(scratch, "app.ico"), filepath.Join(scratch, "app.manifest")
	for name, data := range map[string][]byte{icoFile: icon, manifestFile: []byte(text)} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			return fmt.Errorf("write resource: %w", err)
		}
	}
	v := goversioninfo.VersionInfo{IconPath: icoFile, ManifestPath: manifestFile}
	v.FixedFileInfo = goversioninfo.FixedFileInfo{
		FileVersion: fixed, ProductVersion: fixed,
		FileFlagsMask: "3f", FileFlags: "00", FileOS: "40004", FileType: "01", FileSubType: "00",
	}
	v.StringFileInfo = goversioninfo.StringFileInfo{
		ProductName: d.Name, FileDescription: d.Name, InternalName: "forethought",
		OriginalFilename: "forethought.exe", LegalCopyright: "Apache License 2.0",
		FileVersion: fixed.GetVersionString(), ProductVersion: fixed.GetVersionString(),
	}
	v.VarFileInfo.Translation = goversioninfo.Translation{LangID: 0x0409, CharsetID: 0x04B0}
	v.Build()
	v.Walk()
	if err := v.WriteSyso(syso, "amd64"); err != nil {
		return fmt.Errorf("write %s: %w", syso, err)
	}
	return nil
}
