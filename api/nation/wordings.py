"""What units write. Made up, as everything here."""

from typing import Final

REPORTS: Final = (
    "Đã hoàn thành, không có khó khăn, vướng mắc.",
    "Đã triển khai đến toàn thể đơn vị; kết quả đạt yêu cầu.",
    "Hoàn thành đúng nội dung được giao, số liệu gửi kèm theo biểu mẫu.",
    "Đã tổ chức thực hiện; đề nghị tiếp tục hướng dẫn về biểu mẫu báo cáo.",
    "Kết quả thực hiện: đạt một trăm phần trăm kế hoạch đề ra trong kỳ.",
    "Đã thực hiện xong, chậm so với kế hoạch do trùng lịch công tác.",
)
REASONS: Final = (
    "Khối lượng công việc phát sinh trong kỳ.",
    "Đơn vị không có nội dung này.",
    "Phụ thuộc số liệu của đơn vị khác.",
)
REMARKS: Final = (
    "Đề nghị bổ sung số liệu.",
    "Báo cáo chưa đúng biểu mẫu, đề nghị gửi lại.",
    "Đề nghị nêu rõ kết quả từng nội dung.",
)
