"""The generator of the DICOM SOP Class Registry: data in, a site out."""
